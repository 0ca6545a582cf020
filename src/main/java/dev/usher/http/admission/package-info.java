/**
 * Which request may begin, what it may hold, and when it ends.
 *
 * <p>Selector threads read and write; none of them waits. A connection is let in and watched by
 * {@link dev.usher.http.admission.ConnectionFilter}, which ends what is too slow ({@link
 * dev.usher.http.admission.Deadlines}). A request is collected by {@link
 * dev.usher.http.admission.CallFilter} into a {@link dev.usher.http.admission.Call}, which holds
 * its part of the {@link dev.usher.http.admission.MemoryBudget}. When it is complete it belongs to
 * a lane: the lane of its account, or of its source address while its account is not known ({@link
 * dev.usher.http.admission.LaneHints}). Lanes take turns at the workers ({@link
 * dev.usher.http.admission.FairWorkers}). A worker answers into an {@link
 * dev.usher.http.admission.AnswerBody}, in memory or on disk, and is free; {@link
 * dev.usher.http.admission.AnswerSender} sends it as the client reads.
 */
package dev.usher.http.admission;
