System.Console.Error.WriteLine("No benchmark by that name."); return 2;
