/* Wrong states are impossible: the tables themselves refuse them. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "support.h"

#define ANSWER                                                                                  \
    "INSERT INTO answer (session, question, form, kind, version, position, state, choice, "     \
    "shown_order, text, is_right, duration_ms, wall_ms) SELECT s.number, fq.question, s.form, " \
    "s.kind, fq.version, "
#define OF_QUIZ                                                                              \
    " FROM session AS s JOIN form_question AS fq ON fq.form = s.form WHERE s.kind = 'quiz' " \
    "AND fq.position = 2"
#define OF_SURVEY                                                                              \
    " FROM session AS s JOIN form_question AS fq ON fq.form = s.form WHERE s.kind = 'survey' " \
    "AND fq.position = 2"

static const struct {
    const char *name, *sql;
} wrongs[] = {
    { "a second booth row", "INSERT INTO booth (one, kind, created_ms) VALUES (2, 'official', 1)" },
    { "an unknown kind of folder", "UPDATE booth SET kind = 'test'" },
    { "text for a number", "UPDATE booth SET created_ms = 'now'" },
    { "a survey named quiz", "UPDATE form SET id = 'quiz' WHERE kind = 'survey'" },
    { "a quiz by another name", "UPDATE form SET id = 'x' WHERE kind = 'quiz'" },
    { "two forms of one id", "INSERT INTO form (activity, id, kind, position, is_current) "
                             "SELECT activity, id, kind, 9, 1 FROM form" },
    { "a hash twice", "UPDATE question_version SET hash = (SELECT hash FROM question_version "
                      "WHERE number = 1) WHERE number = 2" },
    { "a type that there is not", "UPDATE question_version SET type = 'essay'" },
    { "two visits of one UUID", "INSERT INTO visit (uuid, activity, language, large_text, "
                                "began_ms) SELECT uuid, activity, 'en', 0, 1 FROM visit" },
    { "a visit without activity", "UPDATE visit SET activity = 77" },
    { "an end before the beginning",
      "UPDATE visit SET ended_ms = began_ms - 1, end_reason = 'done'" },
    { "an end without a reason", "UPDATE visit SET ended_ms = began_ms" },
    { "a reason without an end", "UPDATE visit SET end_reason = 'done'" },
    { "a reason that there is not", "UPDATE visit SET ended_ms = began_ms, end_reason = 'x'" },
    { "half large text", "UPDATE visit SET large_text = 2" },
    { "a session told twice", "INSERT INTO session (visit, form, kind, asked, began_ms, outcome) "
                              "SELECT visit, form, kind, 1, 1, 'open' FROM session" },
    { "a survey session of the quiz", "UPDATE session SET kind = 'survey' WHERE kind = 'quiz'" },
    { "an ended session that is open", "UPDATE session SET ended_ms = began_ms" },
    { "a completed session without end",
      "UPDATE session SET outcome = 'completed', right_count = 0 WHERE kind = 'quiz'" },
    { "a session that ends early", "UPDATE session SET outcome = 'completed', right_count = 0, "
                                   "ended_ms = began_ms - 1 WHERE kind = 'quiz'" },
    { "a score of a survey", "UPDATE session SET outcome = 'completed', right_count = 0, "
                             "ended_ms = began_ms WHERE kind = 'survey'" },
    { "a quiz without score",
      "UPDATE session SET outcome = 'completed', ended_ms = began_ms WHERE kind = 'quiz'" },
    { "more right than asked", "UPDATE session SET outcome = 'completed', right_count = 11, "
                               "ended_ms = began_ms WHERE kind = 'quiz'" },
    { "an outcome that there is not", "UPDATE session SET outcome = 'lost'" },
    { "a session without a visit", "UPDATE session SET visit = 77" },
    { "a second answer", "INSERT INTO answer SELECT * FROM answer" },
    { "an answer at position 0", ANSWER "0, 'given', 'A', '', NULL, 0, 1, 1" OF_QUIZ },
    { "a state that there is not", ANSWER "1, 'lost', 'A', '', NULL, 0, 1, 1" OF_QUIZ },
    { "a skipped answer with a choice", ANSWER "1, 'skipped', 'A', '', NULL, 0, 1, 1" OF_QUIZ },
    { "a skipped answer with text", ANSWER "1, 'skipped', '', '', 'x', 0, 1, 1" OF_QUIZ },
    { "a skipped answer that is right", ANSWER "1, 'skipped', '', '', NULL, 1, 1, 1" OF_QUIZ },
    { "a given answer of nothing", ANSWER "1, 'given', '', '', NULL, 0, 1, 1" OF_QUIZ },
    { "right beyond yes and no", ANSWER "1, 'given', 'A', '', NULL, 2, 1, 1" OF_QUIZ },
    { "right in a survey", ANSWER "1, 'given', 'A', '', NULL, 1, 1, 1" OF_SURVEY },
    { "a negative duration", ANSWER "1, 'given', 'A', '', NULL, 0, -1, 1" OF_QUIZ },
    { "an answer of another form", "UPDATE answer SET form = (SELECT number FROM form WHERE "
                                   "kind = 'survey')" },
    { "an answer of another kind", "UPDATE answer SET kind = 'survey'" },
    { "an answer to another version", "UPDATE answer SET version = version + 1" },
    { "a question of another form", "UPDATE answer SET question = (SELECT fq.question FROM "
                                    "form_question AS fq JOIN form AS f "
                                    "ON f.number = fq.form WHERE f.kind = 'survey' LIMIT 1)" },
    { "an answer without a session", "UPDATE answer SET session = 77" },
    { "history without a reason",
      "INSERT INTO answer_history (session, question, version, position, state, choice, "
      "shown_order, duration_ms, wall_ms, reason, replaced_ms) SELECT session, question, "
      "version, 1, 'given', 'A', '', 1, 1, 'why', 1 FROM answer" },
    { "a version still in use",
      "DELETE FROM question_version WHERE number IN (SELECT version FROM answer)" },
    { "a visit still in use", "DELETE FROM visit" },
    { "a branch in the audit log",
      "INSERT INTO audit (number, wall_ms, event, subject, detail, previous, hash) "
      "SELECT 99, 1, event, '', '', previous, substr(hash, 2) || '0' FROM audit LIMIT 1" },
    { "a line feed in the audit log", "UPDATE audit SET detail = 'a' || char(10) || 'b'" },
};

/* Each is tried on records that are in order, and undone. */
Test(schema, wrong_states_are_refused)
{
    struct rig rig;
    sqlite3 *handle = NULL;
    rig_start(&rig);
    rig_must(&rig, say_visit(&rig, 1));
    rig_must(&rig, say_session(&rig, 1, "quiz"));
    rig_must(&rig, say_session(&rig, 1, "visit"));
    rig_must(&rig, say_answer(&rig, 1, "quiz", "term", "A"));
    rig_close(&rig);
    char *path = rig_path(&rig, "wenda.db");
    cr_assert_eq(sqlite3_open(path, &handle), SQLITE_OK);
    sqlite3_exec(handle, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        cr_assert_eq(sqlite3_exec(handle, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
        int rc = sqlite3_exec(handle, wrongs[i].sql, NULL, NULL, NULL);
        cr_expect_eq(rc, SQLITE_CONSTRAINT, "%s: %s", wrongs[i].name, sqlite3_errmsg(handle));
        cr_assert_eq(sqlite3_exec(handle, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    }
    sqlite3_close(handle);
    free(path);
    rig_fini(&rig);
}
