/* Channels: order, every element once, close, try, deadlines; select over channels and timers. */
#include "test.h"

#include <pthread.h>

enum { SENDERS = 6, EACH = SANITIZED ? 500 : 5000 };

struct element {
    int sender, number;
    char rest[40];
};

static cede_channel *channel;

static void *send_all(void *id) {
    for (int i = 0; i < EACH; i++) {
        struct element e = {(int)(intptr_t)id, i, "abc"};
        EXPECT(cede_channel_send(channel, &e, CEDE_FOREVER) == 0);
        if (i % 64 == 0)
            cede_check();
    }
    return NULL;
}

struct received {
    int last[SENDERS + 1];
    long count;
};

/* Of each sender the numbers must rise, whichever receiver has them. */
static void *receive_all(void *into) {
    struct received *r = into;
    struct element e;
    int error;
    for (int i = 0; i <= SENDERS; i++)
        r->last[i] = -1;
    while ((error = cede_channel_receive(channel, &e, CEDE_FOREVER)) == 0) {
        EXPECT(strcmp(e.rest, "abc") == 0 && e.number > r->last[e.sender]);
        r->last[e.sender] = e.number;
        r->count++;
    }
    EXPECT(error == EPIPE);
    return NULL;
}

static void many_to_many(size_t capacity) {
    struct received received[4] = {{.count = 0}};
    cede_task *senders[SENDERS], *receivers[3];
    pthread_t sender, receiver;
    channel = cede_channel_new(sizeof(struct element), capacity);
    EXPECT(channel);
    EXPECT(pthread_create(&receiver, NULL, receive_all, &received[3]) == 0);
    EXPECT(pthread_create(&sender, NULL, send_all, (void *)SENDERS) == 0);
    for (int i = 0; i < 3; i++)
        receivers[i] = cede_spawn(receive_all, &received[i]);
    for (intptr_t i = 0; i < SENDERS; i++)
        senders[i] = cede_spawn(send_all, (void *)i);
    for (int i = 0; i < SENDERS; i++)
        cede_join(senders[i], NULL);
    EXPECT(pthread_join(sender, NULL) == 0);
    EXPECT(cede_channel_close(channel) == 0 && cede_channel_close(channel) == EPIPE);
    for (int i = 0; i < 3; i++)
        cede_join(receivers[i], NULL);
    EXPECT(pthread_join(receiver, NULL) == 0);
    EXPECT(received[0].count + received[1].count + received[2].count + received[3].count ==
           (SENDERS + 1) * (long)EACH);
    cede_channel_free(channel);
}

static void *receive_one(void *unused) {
    int value;
    EXPECT(cede_channel_receive(channel, &value, CEDE_FOREVER) == EPIPE);
    return unused;
}

static void *send_one(void *unused) {
    int value = 5;
    EXPECT(cede_channel_send(channel, &value, CEDE_FOREVER) == EPIPE);
    return unused;
}

static void edges(void) {
    int value = 1;
    EXPECT(cede_channel_new(1ul << 62, 8) == NULL && errno == EINVAL);
    channel = cede_channel_new(sizeof value, 2);
    EXPECT(cede_channel_try_receive(channel, &value) == EAGAIN);
    EXPECT(cede_channel_receive(channel, &value, 0) == ETIMEDOUT);
    EXPECT(cede_channel_try_send(channel, &value) == 0);
    value = 2;
    EXPECT(cede_channel_send(channel, &value, 0) == 0 && cede_channel_length(channel) == 2);
    EXPECT(cede_channel_try_send(channel, &value) == EAGAIN);
    EXPECT(cede_channel_send(channel, &value, cede_now() + MS) == ETIMEDOUT);
    EXPECT(cede_channel_receive(channel, &value, CEDE_FOREVER) == 0 && value == 1);
    EXPECT(cede_channel_close(channel) == 0);
    EXPECT(cede_channel_try_send(channel, &value) == EPIPE);
    EXPECT(cede_channel_receive(channel, &value, 0) == 0 && value == 2); /* what was sent arrives */
    EXPECT(cede_channel_receive(channel, &value, 0) == EPIPE);
    cede_channel_free(channel);

    for (int sending = 0; sending < 2; sending++) { /* those who wait at the close */
        channel = cede_channel_new(sizeof value, 0);
        cede_task *t = cede_spawn(sending ? send_one : receive_one, NULL);
        cede_sleep_for(MS);
        cede_channel_close(channel);
        cede_join(t, NULL);
        cede_channel_free(channel);
    }
    channel = cede_channel_new(0, 0); /* elements of no size: only to meet */
    EXPECT(cede_channel_try_send(channel, NULL) == EAGAIN);
    cede_channel_free(channel);
}

/* Select. ----------------------------------------------------------------------------------------- */

static cede_channel *a, *b, *back;

static void *select_both(void *unused) {
    long sums[2] = {0, 0};
    int values[2], open = 2;
    cede_case cases[2] = {CEDE_CASE_RECEIVE(a, &values[0]), CEDE_CASE_RECEIVE(b, &values[1])};
    while (open) {
        size_t i;
        EXPECT(cede_select(cases, 2, &i, CEDE_FOREVER) == 0);
        if (cases[i].error) {
            EXPECT(cases[i].error == EPIPE);
            cases[i].kind = 0;
            open--;
        } else {
            sums[i] += values[i];
            cede_channel_send(back, &values[i], CEDE_FOREVER);
        }
    }
    EXPECT(sums[0] >= 0 && sums[1] >= 0);
    (void)unused;
    return (void *)(sums[0] + sums[1]);
}

/* Sends to whichever of the two is ready, so that selects meet selects. */
static void *select_senders(void *unused) {
    for (int i = 1; i <= EACH; i++) {
        cede_case cases[2] = {CEDE_CASE_SEND(a, &i), CEDE_CASE_SEND(b, &i)};
        size_t chosen;
        EXPECT(cede_select(cases, 2, &chosen, CEDE_FOREVER) == 0 && cases[chosen].error == 0);
    }
    return unused;
}

static void *count_back(void *sum) {
    int value;
    while (cede_channel_receive(back, &value, CEDE_FOREVER) == 0)
        *(long *)sum += value;
    return NULL;
}

static void selects(size_t capacity) {
    long echoed = 0, sum = 0;
    cede_task *receivers[3], *senders[4];
    a = cede_channel_new(sizeof(int), capacity);
    b = cede_channel_new(sizeof(int), 0);
    back = cede_channel_new(sizeof(int), 8);
    cede_task *counter = cede_spawn(count_back, &echoed);
    for (int i = 0; i < 3; i++)
        receivers[i] = cede_spawn(select_both, NULL);
    for (int i = 0; i < 4; i++)
        senders[i] = cede_spawn(select_senders, NULL);
    for (int i = 0; i < 4; i++)
        cede_join(senders[i], NULL);
    cede_channel_close(a);
    cede_channel_close(b);
    for (int i = 0; i < 3; i++) {
        void *part;
        cede_join(receivers[i], &part);
        sum += (long)part;
    }
    cede_channel_close(back);
    cede_join(counter, NULL);
    EXPECT(sum == 4 * (EACH * (EACH + 1l) / 2) && echoed == sum);
    cede_channel_free(a);
    cede_channel_free(b);
    cede_channel_free(back);
}

static void select_timers(void) {
    int value = 0;
    size_t chosen = 9;
    cede_timer soon = {0}, never = {0};
    a = cede_channel_new(sizeof value, 1);
    cede_case cases[] = {CEDE_CASE_RECEIVE(a, &value), CEDE_CASE_TIMER(&soon), CEDE_CASE_TIMER(&never),
                         CEDE_CASE_RECEIVE(a, &value)};
    int64_t before = cede_now();
    EXPECT(cede_select(cases, 4, &chosen, 0) == ETIMEDOUT);
    EXPECT(cede_select(cases, 4, &chosen, before + MS) == ETIMEDOUT);
    cede_timer_set(&soon, before + 5 * MS);
    EXPECT(cede_select(cases, 4, &chosen, CEDE_FOREVER) == 0 && chosen == 1 && cases[1].error == 0);
    EXPECT(cede_now() - before >= 5 * MS);
    value = 7;
    cede_channel_try_send(a, &value);
    value = 0;
    cede_timer_set(&soon, CEDE_FOREVER);
    EXPECT(cede_select(cases, 4, &chosen, CEDE_FOREVER) == 0 && (chosen == 0 || chosen == 3) && value == 7);
    EXPECT(cede_select(cases, 0, &chosen, 0) == ETIMEDOUT);

    /* Among several that can go on each has its turn. */
    int counts[2] = {0, 0};
    b = cede_channel_new(sizeof value, 1);
    for (int i = 0; i < 100; i++) {
        cede_case two[] = {CEDE_CASE_RECEIVE(a, &value), CEDE_CASE_RECEIVE(b, &value)};
        cede_channel_try_send(a, &value);
        cede_channel_try_send(b, &value);
        EXPECT(cede_select(two, 2, &chosen, 0) == 0);
        counts[chosen]++;
    }
    EXPECT(counts[0] == 50 && counts[1] == 50);
    cede_channel_free(a);
    cede_channel_free(b);
}

static void *program(void *unused) {
    edges();
    many_to_many(0);
    many_to_many(1);
    many_to_many(100);
    selects(0);
    selects(3);
    select_timers();
    return unused;
}

int main(void) {
    run_in_every_way(program);
    return 0;
}
