/* prizes.csv, draws.csv and seeds.csv: the ledger, every claim, and what to recompute draws with.
 */
#include "base/date.h"
#include "report/export_rows.h"

/* ---- ledger ---- */

static const char *const ledger_headers[] = { "tier",    "item",      "opening", "in",
                                              "out",     "reversals", "closing", "issued",
                                              "claimed", "expired",   "pending", "cancelled",
                                              NULL };

static bool write_ledger(struct store *store, const char *folder, struct export_files *files,
                         struct err *err)
{
    struct csv_file file;
    struct store_ledger ledger;
    if (!csv_file_open(&file, files, folder, "data/prizes.csv", ledger_headers, err) ||
        !store_read_ledger(store, &ledger, err))
        return false;
    for (int i = 0; i < ledger.count; i++) {
        const struct store_ledger_tier *tier = &ledger.tiers[i];
        const int64_t figures[] = { tier->opening, tier->in,       tier->out,     tier->reversals,
                                    tier->closing, tier->issued,   tier->claimed, tier->expired,
                                    tier->pending, tier->cancelled };
        csv_text(&file.csv, tier->tier);
        csv_text(&file.csv, tier->item);
        for (size_t f = 0; f < sizeof figures / sizeof *figures; f++)
            csv_int(&file.csv, figures[f]);
        if (!csv_file_end_row(&file, err))
            return false;
    }
    return true;
}

/* ---- draws ---- */

static const char *const draw_headers[] = { "visit",   "number", "day",   "commitment", "value",
                                            "chances", "right",  "asked", "drawn",      "outcome",
                                            "awarded", "code",   "time",  "booth",      NULL };

struct draws {
    struct csv_file file;
    const char *booth;
};

static bool write_draw(void *context, const struct store_draw_row *row, struct err *err)
{
    struct draws *draws = context;
    struct csv_writer *csv = &draws->file.csv;
    char day[DATE_TEXT_LEN], stamp[DATE_STAMP_LEN];
    date_format(row->day, day);
    date_stamp(row->wall_ms, stamp);
    csv_text(csv, row->visit);
    csv_int(csv, row->visit_number);
    csv_text(csv, day);
    csv_text(csv, row->commitment);
    csv_text(csv, row->value);
    csv_text(csv, row->chances);
    csv_int(csv, row->right);
    csv_int(csv, row->asked);
    csv_text(csv, row->drawn);
    csv_text(csv, row->outcome);
    csv_text(csv, row->awarded);
    csv_text(csv, row->code);
    csv_text(csv, stamp);
    csv_text(csv, draws->booth);
    return csv_file_end_row(&draws->file, err);
}

/* ---- seeds ---- */

static const char *const seed_headers[] = { "day",  "commitment", "committed",
                                            "seed", "published",  NULL };

static bool write_seed(void *context, const struct store_seed_row *row, struct err *err)
{
    struct csv_file *file = context;
    char day[DATE_TEXT_LEN], committed[DATE_STAMP_LEN], published[DATE_STAMP_LEN];
    date_format(row->day, day);
    date_stamp(row->committed_ms, committed);
    date_stamp(row->published_ms, published);
    csv_text(&file->csv, day);
    csv_text(&file->csv, row->commitment);
    csv_text(&file->csv, committed);
    csv_text(&file->csv, row->seed);
    csv_text(&file->csv, published);
    return csv_file_end_row(file, err);
}

bool export_prizes_write(struct store *store, const struct export_options *options,
                         const char *folder, struct export_files *files, struct err *err)
{
    struct draws draws = { .booth = options->booth };
    struct csv_file seeds;
    const struct store_prize_rows draw_rows = { .draw = write_draw, .context = &draws };
    const struct store_prize_rows seed_rows = { .seed = write_seed, .context = &seeds };
    return write_ledger(store, folder, files, err) &&
           csv_file_open(&draws.file, files, folder, "data/draws.csv", draw_headers, err) &&
           store_read_prize_rows(store, options->since_ms, options->until_ms, &draw_rows, err) &&
           csv_file_open(&seeds, files, folder, "data/seeds.csv", seed_headers, err) &&
           store_read_prize_rows(store, 0, 0, &seed_rows, err);
}
