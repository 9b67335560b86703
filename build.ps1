# Runs a target of build/build.cake:  ./build.ps1 [Target] [--option=value ...]   ./build.ps1 --list
# Needs PowerShell and the .NET SDK named in global.json; everything else is restored.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$wanted = (Get-Content global.json -Raw | ConvertFrom-Json).sdk.version

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Write-Host "build.ps1: error REPO0003: the .NET SDK is not on PATH. Install the SDK $wanted or newer from https://dot.net, then run this again."
    exit 2
}
dotnet --version *> $null
if ($LASTEXITCODE -ne 0) {
    Write-Host "build.ps1: error REPO0003: no installed .NET SDK satisfies global.json ($wanted). Install that SDK, then run this again."
    exit 2
}

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
dotnet tool restore --verbosity quiet | Out-Null
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

$target = 'Build'
$rest = @($args)
if ($rest.Count -gt 0 -and $rest[0] -eq '--list') {
    dotnet cake build/build.cake --description
    exit $LASTEXITCODE
}
if ($rest.Count -gt 0 -and -not $rest[0].StartsWith('-')) {
    $target = $rest[0]
    $rest = @($rest | Select-Object -Skip 1)
}
dotnet cake build/build.cake "--target=$target" @rest
exit $LASTEXITCODE
