/* hours.csv: when the booth was open to the public, one row a stretch. */
#include "base/date.h"
#include "report/export_rows.h"

static const char *const headers[] = { "booth", "date", "from", "until", "minutes", NULL };

struct hours {
    struct csv_file file;
    const char *booth;
};

static bool add_row(void *context, int64_t began_ms, int64_t until_ms, struct err *err)
{
    struct hours *hours = context;
    struct csv_writer *csv = &hours->file.csv;
    char day[DATE_TEXT_LEN], from[DATE_STAMP_LEN], until[DATE_STAMP_LEN];

    date_format(date_of_ms(began_ms), day);
    date_stamp(began_ms, from);
    date_stamp(until_ms, until);
    csv_text(csv, hours->booth);
    csv_text(csv, day);
    csv_text(csv, from);
    csv_text(csv, until);
    csv_int(csv, (until_ms - began_ms) / 60000);
    return csv_file_end_row(&hours->file, err);
}

bool export_hours_write(struct store *store, const struct export_options *options,
                        const char *folder, struct export_files *files, struct err *err)
{
    struct hours hours = { .booth = options->booth };

    return csv_file_open(&hours.file, files, folder, "data/hours.csv", headers, err) &&
           store_read_open_spans(store, options->since_ms, options->until_ms, add_row, &hours, err);
}
