/* counters.csv: what staff counted by hand, one row an event; totals are sums of delta. */
#include "base/date.h"
#include "report/export_rows.h"

static const char *const headers[] = { "booth", "activity", "unit", "item", "measure",
                                       "delta", "reason",   "time", NULL };

struct counters {
    struct csv_file file;
    const char *booth;
};

static bool add_row(void *context, const struct store_counter_row *row, struct err *err)
{
    struct counters *counters = context;
    struct csv_writer *csv = &counters->file.csv;
    char stamp[DATE_STAMP_LEN];

    date_stamp(row->wall_ms, stamp);
    csv_text(csv, counters->booth);
    csv_text(csv, row->activity_id);
    csv_text(csv, row->unit);
    csv_text(csv, row->item);
    csv_text(csv, row->measure);
    csv_int(csv, row->delta);
    csv_text(csv, row->reason);
    csv_text(csv, stamp);
    return csv_file_end_row(&counters->file, err);
}

bool export_counters_write(struct store *store, const struct export_options *options,
                           const char *folder, struct export_files *files, struct err *err)
{
    struct counters counters = { .booth = options->booth };

    return csv_file_open(&counters.file, files, folder, "data/counters.csv", headers, err) &&
           store_read_counter_rows(store, options->since_ms, options->until_ms, add_row, &counters,
                                   err);
}
