/* Holds a file open as another program would: hold.exe FILE HOW SECONDS, where HOW is
   alone (nobody else may open it), reading (others may read: Excel), mapped (shared, but mapped into memory: a viewer).
   Prints "held" as soon as it does. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

int wmain(int count, wchar_t **arguments)
{
    if (count != 4) return 2;
    DWORD share = wcscmp(arguments[2], L"alone") == 0 ? 0
                : wcscmp(arguments[2], L"reading") == 0 ? FILE_SHARE_READ
                : FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    DWORD access = share == FILE_SHARE_READ ? GENERIC_READ | GENERIC_WRITE : GENERIC_READ;
    HANDLE file = CreateFileW(arguments[1], access, share, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        printf("error %lu\n", GetLastError());
        return 1;
    }
    if (wcscmp(arguments[2], L"mapped") == 0) {
        HANDLE section = CreateFileMappingW(file, NULL, PAGE_READONLY, 0, 0, NULL);
        if (section == NULL || MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0) == NULL) return 1;
    }
    printf("held\n");
    fflush(stdout);
    Sleep((DWORD)(_wtof(arguments[3]) * 1000));
    return 0;
}
