/* Where things lie on this machine: assets, the data folder, the activity that is installed. */
#ifndef WENDA_SHELL_PATHS_H
#define WENDA_SHELL_PATHS_H

/* Each returns a path that the caller frees. */

/* $WENDA_ASSETS, else the source tree's, else /usr/share/wenda. */
char *paths_assets(void);
/* $WENDA_DATA, else $XDG_DATA_HOME/wenda, else ~/.local/share/wenda. */
char *paths_data(void);
/* $CACHE_DIRECTORY (systemd), else $XDG_CACHE_HOME/wenda, else ~/.cache/wenda; NULL when none is
 * set.
 */
char *paths_cache(void);
/* The one installed in the data folder, else the source tree's, else the shipped one. */
char *paths_activity(const char *data);
/* Diagonal of the panel in millimetres: `屏幕英寸: N` in DATA/booth.ini, else of a 21.5 inch panel.
 */
double paths_screen_mm(const char *data);

#endif
