#include "store/writer.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "port/crypt_password.h"
#include "store/request.h"

struct job {
    struct job *next;
    struct store_request request;
    struct store_result result;
    writer_call call; /* NULL for a posted request */
    void *context;
    bool returned; /* of a call: guarded by the mutex */
    char strings[];
};

enum { STRING_COUNT = 24 };

/* Between two parts of idle work, so that the disk is not kept busy by it. */
enum { IDLE_PAUSE_MS = 4 };

/* The request's strings, so that copying cannot forget one of them. */
static void list_strings(struct store_request *request, const char **out[STRING_COUNT])
{
    const char **const all[STRING_COUNT] = {
        &request->visit,         &request->language,     &request->form_id,
        &request->end_reason,    &request->question_id,  &request->question_hash,
        &request->choice,        &request->shown_order,  &request->text,
        &request->code,          &request->place,        &request->reason,
        &request->tier,          &request->staff.key,    &request->staff.boot,
        &request->staff.secret,  &request->staff.proof,  &request->staff.item,
        &request->staff.measure, &request->staff.unit,   &request->staff.subject,
        &request->staff.detail,  &request->staff.permit, &request->ink,
    };
    memcpy(out, all, sizeof all);
}

static struct job *copy_request(const struct store_request *request)
{
    struct store_request copy = *request;
    const char **strings[STRING_COUNT];
    size_t len = 0, used = 0;
    list_strings(&copy, strings);
    for (int i = 0; i < STRING_COUNT; i++)
        len += *strings[i] == NULL ? 0 : strlen(*strings[i]) + 1;
    struct job *job = mem_zalloc(sizeof *job + len);
    job->request = copy;
    list_strings(&job->request, strings);
    for (int i = 0; i < STRING_COUNT; i++) {
        if (*strings[i] == NULL)
            continue;
        size_t string_len = strlen(*strings[i]) + 1;
        *strings[i] = memcpy(job->strings + used, *strings[i], string_len);
        used += string_len;
    }
    job->result.kind = request->kind;
    job->result.ticket = request->ticket;
    return job;
}

static void push(struct job **head, struct job **tail, struct job *job)
{
    job->next = NULL;
    if (*head == NULL)
        *head = job;
    else
        (*tail)->next = job;
    *tail = job;
}

static struct job *pop(struct job **head)
{
    struct job *job = *head;
    if (job != NULL)
        *head = job->next;
    return job;
}

static struct timespec deadline_after(int timeout_ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += timeout_ms / 1000;
    at.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

/* Does a little of what waits for a quiet moment; what is queued meanwhile waits that long. */
static bool do_idle_part(struct writer *writer)
{
    pthread_mutex_unlock(&writer->mutex);
    bool more = writer->idle(writer->db);
    struct timespec deadline = deadline_after(IDLE_PAUSE_MS);
    pthread_mutex_lock(&writer->mutex);
    if (more && writer->head == NULL && !writer->closing)
        (void)pthread_cond_timedwait(&writer->work, &writer->mutex, &deadline);
    return more;
}

/* Waits for a job; NULL when there is none left and the store closes. */
static struct job *next_job(struct writer *writer)
{
    bool more = writer->idle != NULL;
    pthread_mutex_lock(&writer->mutex);
    while (writer->head == NULL && !writer->closing) {
        if (more)
            more = do_idle_part(writer);
        else
            pthread_cond_wait(&writer->work, &writer->mutex);
    }
    struct job *job = pop(&writer->head);
    pthread_mutex_unlock(&writer->mutex);
    return job;
}

static void run_job(struct writer *writer, struct job *job)
{
    if (job->call != NULL) {
        job->result.ok = job->call(writer->db, job->context, &job->result.err);
        pthread_mutex_lock(&writer->mutex);
        job->returned = true; /* the caller may free it once the mutex is free */
        pthread_mutex_unlock(&writer->mutex);
        pthread_cond_broadcast(&writer->done);
        return;
    }
    request_answer(writer->db, &job->request, &job->result);
    if (job->request.staff.secret != NULL) /* a PIN is not left behind in freed memory */
        crypt_wipe((char *)job->request.staff.secret, strlen(job->request.staff.secret));
    pthread_mutex_lock(&writer->mutex);
    push(&writer->ready, &writer->ready_tail, job);
    pthread_mutex_unlock(&writer->mutex);
    /* After it, so that who wakes does not wait for the mutex at once. */
    pthread_cond_broadcast(&writer->done);
    if (writer->wake != NULL)
        writer->wake(writer->wake_context);
}

static void *run_thread(void *context)
{
    struct writer *writer = context;
    struct job *job;
    while ((job = next_job(writer)) != NULL)
        run_job(writer, job);
    return NULL;
}

bool writer_start(struct writer *writer, struct err *err)
{
    pthread_condattr_t attributes;
    pthread_mutex_init(&writer->mutex, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&writer->work, &attributes);
    pthread_cond_init(&writer->done, &attributes);
    pthread_condattr_destroy(&attributes);
    int code = pthread_create(&writer->thread, NULL, run_thread, writer);
    if (code == 0)
        return true;
    pthread_cond_destroy(&writer->done);
    pthread_cond_destroy(&writer->work);
    pthread_mutex_destroy(&writer->mutex);
    return err_set_cause(err, strerror(code), "启动不了存储线程。请重新启动机器");
}

void writer_stop(struct writer *writer)
{
    struct job *job;
    pthread_mutex_lock(&writer->mutex);
    writer->closing = true;
    pthread_cond_signal(&writer->work);
    pthread_mutex_unlock(&writer->mutex);
    pthread_join(writer->thread, NULL);
    while ((job = pop(&writer->ready)) != NULL)
        free(job);
    pthread_cond_destroy(&writer->done);
    pthread_cond_destroy(&writer->work);
    pthread_mutex_destroy(&writer->mutex);
}

bool writer_post(struct writer *writer, const struct store_request *request)
{
    struct job *job = NULL;
    pthread_mutex_lock(&writer->mutex);
    if (writer->request_count < STORE_QUEUE_LEN) {
        job = copy_request(request);
        writer->request_count++;
        push(&writer->head, &writer->tail, job);
    }
    pthread_mutex_unlock(&writer->mutex);
    if (job != NULL)
        pthread_cond_signal(&writer->work);
    return job != NULL;
}

bool writer_take(struct writer *writer, struct store_result *out)
{
    pthread_mutex_lock(&writer->mutex);
    struct job *job = pop(&writer->ready);
    if (job != NULL)
        writer->request_count--;
    pthread_mutex_unlock(&writer->mutex);
    if (job == NULL)
        return false;
    *out = job->result;
    free(job);
    return true;
}

bool writer_wait(struct writer *writer, int timeout_ms)
{
    struct timespec deadline = deadline_after(timeout_ms);
    pthread_mutex_lock(&writer->mutex);
    while (writer->ready == NULL &&
           pthread_cond_timedwait(&writer->done, &writer->mutex, &deadline) != ETIMEDOUT)
        ;
    bool is_ready = writer->ready != NULL;
    pthread_mutex_unlock(&writer->mutex);
    return is_ready;
}

bool writer_is_current(const struct writer *writer)
{
    return pthread_equal(pthread_self(), writer->thread) != 0;
}

bool writer_run(struct writer *writer, writer_call call, void *context, struct err *err)
{
    struct job *job = mem_zalloc(sizeof *job);
    job->call = call;
    job->context = context;
    assert(!writer_is_current(writer) && "would wait for itself");
    pthread_mutex_lock(&writer->mutex);
    push(&writer->head, &writer->tail, job);
    pthread_cond_signal(&writer->work);
    while (!job->returned)
        pthread_cond_wait(&writer->done, &writer->mutex);
    pthread_mutex_unlock(&writer->mutex);
    bool ok = job->result.ok;
    if (!ok)
        err_set(err, "%s", job->result.err.text);
    free(job);
    return ok;
}
