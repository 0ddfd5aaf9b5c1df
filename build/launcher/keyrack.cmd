@echo off
rem The command line of Keyrack on a Node that is on PATH. What lies in the current folder is never run.
setlocal
set "NODE="
for %%N in (node.exe) do set "NODE=%%~$PATH:N"
if not defined NODE (
  >&2 echo keyrack needs Node 22.19 or newer on PATH, and there is none: get it from https://nodejs.org.
  exit /b 1
)
"%NODE%" "%~dp0..\cli\keyrack.js" %*
exit /b %ERRORLEVEL%
