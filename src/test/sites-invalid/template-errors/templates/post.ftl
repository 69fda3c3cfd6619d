<!doctype html>
<#if content.title>
