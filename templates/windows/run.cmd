@echo off
rem Works in the folder where it lies, or in the folder that is dropped on it.
setlocal
set "PLACE=%~dp0."
if not "%~1"=="" set "PLACE=%~f1"
if "%PLACE:~-1%"=="\" set "PLACE=%PLACE%."
if not exist "%PLACE%\input\" goto standing
"%~dp0gyokaku.exe" --root "%PLACE%" @COMMAND@
goto end
:standing
"%~dp0gyokaku.exe" --root "%PLACE%" @WITHOUT@
:end
echo.
pause
