#include <string.h>

#include "activity/convert/internal.h"

bool convert_is_picture_path(const char *path)
{
    return *path && *path != '/' && !strpbrk(path, "\\[]\n") && !strstr(path, "..") &&
           !strstr(path, "://");
}
