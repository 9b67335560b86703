namespace TrainForge.Diagnostics;

// 7: conversion and evaluation
public static partial class Rules
{
}
