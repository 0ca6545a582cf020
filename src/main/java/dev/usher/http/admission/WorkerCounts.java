package dev.usher.http.admission;

import java.time.Duration;

/**
 * The state of the workers at one moment.
 *
 * @param running tasks that a worker runs
 * @param waiting tasks that have not begun
 * @param lanes lanes with running or waiting tasks
 * @param rejected tasks refused since the start
 * @param longestWait the age of the task that waits longest; zero when none waits
 */
public record WorkerCounts(
    int running, int waiting, int lanes, long rejected, Duration longestWait) {}
