package dev.usher.cli.bench;

import java.util.Optional;

/**
 * What one run measured.
 *
 * @param perSecond how many requests were answered in a second
 * @param p50 milliseconds that half of the requests took at most
 * @param p95 milliseconds
 * @param p99 milliseconds
 * @param cpuMicros what this process and its database used of the processors for a request, the
 *     client included: what a busy machine does not blur
 * @param errors how many requests were refused or failed, in the warm-up too
 * @param firstError the first of them
 */
record Figures(
    double perSecond,
    double p50,
    double p95,
    double p99,
    double cpuMicros,
    long errors,
    Optional<String> firstError) {}
