/* The parts of a questionnaire's page: one function a kind of answer. */
#ifndef WENDA_VIEW_SCREENS_SURVEY_INSIDE_H
#define WENDA_VIEW_SCREENS_SURVEY_INSIDE_H

#include "view/component.h"

/* Pages of the kiosk while the words of an option [其他] are written: SURVEY_WRITING + layer. */
enum { SURVEY_WRITING = 1000 };

/* The page under way. */
struct survey_page {
    struct page page;
    const struct survey *survey;
    const struct question *question;
    const struct wording *wording;
    const struct answer *answer;
    int stem_pages; /* the stem needs so many */
    int stem_at;
};

bool survey_is_writing_other(const struct survey_page *p);

/* Each fills area with what answers the question. */
void survey_add_choices(const struct survey_page *p, struct rect area);
/* Short options of known things as tiles with pictures; false when they are better off as rows. */
bool survey_add_tiles(const struct survey_page *p, struct rect area, const struct choice *choices);
void survey_add_scale(const struct survey_page *p, struct rect area);
void survey_add_rating(const struct survey_page *p, struct rect area);
void survey_add_matrix(const struct survey_page *p, struct rect area);
void survey_add_number(const struct survey_page *p, struct rect area);
void survey_add_text(const struct survey_page *p, struct rect area);
void survey_add_other(const struct survey_page *p, struct rect area);
void survey_add_date(const struct survey_page *p, struct rect area);

/* A line of small print in the middle of what is left below y, if there is room. */
void survey_add_hint(const struct survey_page *p, int y, const char *text, const char *icon);
/* Words of a point of a scale, 0 = the one outside the mean. */
const char *survey_point_text(const struct survey_page *p, int point);

#endif
