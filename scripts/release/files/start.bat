@echo off
rem Starts the contest server; no internet is needed. The first time it installs itself into "program" beside this file.
chcp 65001 >nul
setlocal
cd /d "%~dp0"
set "PROGRAM=%~dp0program"
set "PYTHONUTF8=1"
set "PIP_CONFIG_FILE=nul"
if not defined CONTEST_APP_DATA for %%I in ("%~dp0..") do set "CONTEST_APP_DATA=%%~fI\hoi-thi"
if not exist "%PROGRAM%\ready-@VERSION@" goto install
"%PROGRAM%\Scripts\python.exe" -c "" >nul 2>nul
if not errorlevel 1 goto run

:install
call :find
if not defined PY call :install_python
if not defined PY call :find
if not defined PY goto no_python
echo Đang cài đặt, chừng một phút... / Installing, about a minute...
if exist "%PROGRAM%" rmdir /s /q "%PROGRAM%"
%PY% -m venv "%PROGRAM%"
if errorlevel 1 goto failed
"%PROGRAM%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%~dp0wheels" contest-app
if errorlevel 1 goto failed
type nul > "%PROGRAM%\ready-@VERSION@"

:run
"%PROGRAM%\Scripts\python.exe" -m contest_app.cli serve --open %*
echo.
pause
exit /b

:find
set "PY="
for %%V in (@PYTHONS@) do if not defined PY call :look py -%%V
for %%D in (@PYTHON_DIRS@) do if not defined PY call :look "%LOCALAPPDATA%\Programs\Python\%%D\python.exe"
for %%D in (@PYTHON_DIRS@) do if not defined PY call :look "%ProgramFiles%\%%D\python.exe"
if not defined PY call :look python
exit /b

:look
%* -c "import sys, struct; sys.exit('.'.join(map(str, sys.version_info[:2])) not in '@PYTHONS@'.split() or struct.calcsize('P') != 8)" >nul 2>nul
if not errorlevel 1 set PY=%*
exit /b

:install_python
for %%F in ("%~dp0python\python-3.*-amd64.exe") do (
  echo Đang cài Python từ %%~nxF... / Installing Python from %%~nxF...
  start /wait "" "%%~fF" /passive InstallAllUsers=0 Include_test=0
)
exit /b

:no_python
echo.
echo Máy này chưa có Python 64-bit (@PYTHONS@).
echo Hãy chép tệp cài đặt python-@NEWEST@.x-amd64.exe (tải từ python.org) vào thư mục "python" bên cạnh tệp này, rồi chạy lại.
echo This machine has no 64-bit Python (@PYTHONS@).
echo Put the installer python-@NEWEST@.x-amd64.exe (from python.org) into the folder "python" beside this file, then run this again.
pause
exit /b 1

:failed
echo.
echo Không cài được. Hãy chép cả thư mục này vào ổ đĩa của máy (không chạy thẳng trên USB) rồi thử lại.
echo It could not be installed. Copy this whole folder to the machine's own disk (not on the stick), then try again.
pause
exit /b 1
