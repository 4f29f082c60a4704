/* .xlsx by libxlsxwriter. It wants a path, so it gets that of a file in memory. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "port/sheet.h"

enum { FILE_MAX_LEN = 256 * 1024 * 1024 };

/* Text that looks like an escape, _x0041_, would be read as the character. */
static void escape(const char *text, struct strbuf *out)
{
    for (; *text; text++) {
        bool escape = text[0] == '_' && text[1] == 'x' &&
                      strspn(text + 2, "0123456789abcdefABCDEF") == 4 && text[6] == '_';
        strbuf_add(out, escape ? "_x005F" : "");
        strbuf_add_char(out, *text);
    }
}

static lxw_error write_row(lxw_worksheet *sheet, int index, const struct csv_row *row,
                           lxw_format *format)
{
    lxw_error code = LXW_NO_ERROR;
    struct strbuf text;
    strbuf_init(&text);
    for (int i = 0; i < row->count && code == LXW_NO_ERROR; i++) {
        strbuf_clear(&text);
        escape(row->cells[i], &text);
        code = worksheet_write_string(sheet, (lxw_row_t)index, (lxw_col_t)i, text.text, format);
    }
    strbuf_fini(&text);
    return code;
}

static lxw_error write_sheet(lxw_workbook *workbook, const struct sheet *from, const int *widths,
                             int width_count)
{
    lxw_worksheet *sheet = workbook_add_worksheet(workbook, from->name);
    lxw_format *head = workbook_add_format(workbook), *body = workbook_add_format(workbook);
    lxw_error code = LXW_NO_ERROR;
    if (!sheet || !head || !body)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    format_set_bold(head);
    format_set_bg_color(head, 0xE7E6E6);
    format_set_align(head, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(body);
    format_set_align(body, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format_index(body, 49); /* text: what staff type stays as typed */
    for (int i = 0; i < width_count && code == LXW_NO_ERROR; i++)
        code = worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], body);
    for (int i = 0; i < from->table.count && code == LXW_NO_ERROR; i++)
        code = write_row(sheet, i, &from->table.rows[i], i == 0 ? head : body);
    worksheet_freeze_panes(sheet, 1, 0);
    (void)worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    return code;
}

static bool take_file(int fd, struct strbuf *out)
{
    struct stat info;
    if (fstat(fd, &info) != 0 || info.st_size <= 0 || info.st_size > FILE_MAX_LEN)
        return false;
    strbuf_reserve(out, (size_t)info.st_size);
    for (off_t done = 0; done < info.st_size;) {
        ssize_t got = pread(fd, out->text + out->len, (size_t)(info.st_size - done), done);
        if (got <= 0)
            return false;
        out->len += (size_t)got;
        out->text[out->len] = '\0';
        done += got;
    }
    return true;
}

bool sheet_write(const struct sheet_book *book, const int *widths, int width_count,
                 struct strbuf *out, struct err *err)
{
    char path[64];
    lxw_error code = LXW_NO_ERROR;
    int fd = memfd_create("xlsx", MFD_CLOEXEC);
    if (fd < 0)
        return err_set_cause(err, strerrordesc_np(errno), "写不出 .xlsx 文件：%s",
                             err_reason(errno));
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    lxw_workbook *workbook = workbook_new(path);
    for (int i = 0; i < book->count && workbook && code == LXW_NO_ERROR; i++)
        code = write_sheet(workbook, &book->sheets[i], widths, width_count);
    lxw_error closed = workbook ? workbook_close(workbook) : LXW_ERROR_MEMORY_MALLOC_FAILED;
    bool ok = code == LXW_NO_ERROR && closed == LXW_NO_ERROR && take_file(fd, out);
    if (!ok)
        err_set_cause(err, lxw_strerror(code != LXW_NO_ERROR ? code : closed),
                      "写不出 .xlsx 文件：内容有 Excel 放不下的地方，或磁盘已满");
    (void)close(fd);
    return ok;
}
