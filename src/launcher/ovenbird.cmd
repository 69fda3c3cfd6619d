@echo off
rem Starts Ovenbird from the folder it was unpacked into. See the file ovenbird beside this one.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "ORT_DISABLE_TELEMETRY=1"
"%java%" -XX:+UseParallelGC -Dovenbird.launcher=ovenbird -Dsun.net.httpserver.nodelay=true %JAVA_OPTS% -cp "%home%\lib\*;%home%\ext\*" dev.ovenbird.cli.Main %*
exit /b %errorlevel%
