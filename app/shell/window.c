#include "shell/window.h"

#include <SDL.h>
#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

enum { PLAIN_W = 1080, PLAIN_H = 1920 }; /* the design's own size */

struct window {
    SDL_Window *window;
    SDL_Surface *own; /* where the window's pixels are of another format; NULL = not needed */
};

static bool driver_is(const char *name)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && strcmp(driver, name) == 0;
}

static bool has_no_screen(void)
{
    return driver_is("dummy") || driver_is("offscreen");
}

void window_set_environment(void)
{
    /* No keyboard is listened to, so X need not read the locale's compose tables: 15 ms. */
    setenv("LC_ALL", "C", 1);
    /* Where no session bus runs, SDL would have one started to ask it about screen savers. */
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
}

static bool start_sdl(struct err *err)
{
    /* Mouse and finger become one stream in our hands, so SDL must not double them. */
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return err_set_cause(err, SDL_GetError(),
                             "打不开屏幕。请检查显示器和图形环境（DISPLAY 或 WAYLAND_DISPLAY）");
    /* On X11 SDL would present through GL, ten times slower; elsewhere the hint does harm. */
    if (driver_is("x11") || has_no_screen())
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_DisableScreenSaver();
    return true;
}

static SDL_Window *create(int w, int h)
{
    SDL_DisplayMode mode;
    if (w > 0 && h > 0)
        return SDL_CreateWindow("问答亭", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h, 0);
    if (has_no_screen())
        return SDL_CreateWindow("问答亭", 0, 0, PLAIN_W, PLAIN_H, 0);
    SDL_ShowCursor(SDL_DISABLE);
    /* Without a window manager a fullscreen window waits 100 ms; a borderless one does not. */
    if (driver_is("x11") && SDL_GetDesktopDisplayMode(0, &mode) == 0)
        return SDL_CreateWindow("问答亭", 0, 0, mode.w, mode.h,
                                SDL_WINDOW_BORDERLESS | SDL_WINDOW_ALWAYS_ON_TOP);
    return SDL_CreateWindow("问答亭", 0, 0, PLAIN_W, PLAIN_H, SDL_WINDOW_FULLSCREEN_DESKTOP);
}

/* The kernel hands out the window's memory page by page as it is first painted on; asked for at
 * once it costs less, and nothing of the first frame. */
static void touch(const struct window *window)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window->window);
    if (!surface)
        return;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t skip = (page - (uintptr_t)surface->pixels % page) % page;
    size_t len = (size_t)surface->pitch * (size_t)surface->h;
    if (len > skip) /* a kernel that does not know how simply does it later */
        (void)madvise((char *)surface->pixels + skip, (len - skip) / page * page,
                      MADV_POPULATE_WRITE);
}

struct window *window_open(int w, int h, struct err *err)
{
    struct window *window = mem_zalloc(sizeof *window);
    if (!start_sdl(err)) {
        window_close(window);
        return NULL;
    }
    window->window = create(w, h);
    if (!window->window) {
        err_set_cause(err, SDL_GetError(), "建不了窗口。请检查显示器和图形环境");
        window_close(window);
        return NULL;
    }
    touch(window);
    return window;
}

void window_close(struct window *window)
{
    if (!window)
        return;
    SDL_FreeSurface(window->own);
    if (window->window)
        SDL_DestroyWindow(window->window);
    free(window);
    SDL_Quit();
}

static bool is_plain_rgb(const SDL_Surface *surface)
{
    Uint32 format = surface->format->format;
    return format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888;
}

/* The surface that is painted on: the window's own, else one beside it. */
static SDL_Surface *painted(struct window *window)
{
    SDL_Surface *shown = SDL_GetWindowSurface(window->window);
    if (!shown || is_plain_rgb(shown))
        return shown;
    if (!window->own || window->own->w != shown->w || window->own->h != shown->h) {
        SDL_FreeSurface(window->own);
        window->own =
            SDL_CreateRGBSurfaceWithFormat(0, shown->w, shown->h, 32, SDL_PIXELFORMAT_RGB888);
    }
    return window->own;
}

bool window_canvas(struct window *window, struct canvas *out)
{
    SDL_Surface *surface = painted(window);
    if (!surface)
        return false;
    *out = (struct canvas){ .pixels = surface->pixels,
                            .w = surface->w,
                            .h = surface->h,
                            .stride = surface->pitch / (int)sizeof(uint32_t),
                            .clip = { 0, 0, surface->w, surface->h } };
    return true;
}

void window_present(struct window *window, const struct damage *damage)
{
    SDL_Rect rects[DAMAGE_MAX];
    SDL_Surface *shown = SDL_GetWindowSurface(window->window);
    if (!shown || damage->count == 0)
        return;
    for (int i = 0; i < damage->count; i++) {
        const struct rect *rect = &damage->rects[i];
        rects[i] = (SDL_Rect){ rect->x, rect->y, rect->w, rect->h };
        if (!is_plain_rgb(shown) && window->own) {
            SDL_Rect target = rects[i];
            SDL_BlitSurface(window->own, &rects[i], shown, &target);
        }
    }
    SDL_UpdateWindowSurfaceRects(window->window, rects, damage->count);
}

bool window_shot(struct window *window, const char *path, struct err *err)
{
    SDL_Surface *surface = painted(window);
    if (!surface || IMG_SavePNG(surface, path) != 0)
        return err_set_cause(err, SDL_GetError(), "截图 %s 写不成，请检查文件夹是否可写", path);
    return true;
}
