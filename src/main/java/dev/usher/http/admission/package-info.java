/**
 * Which request may begin, and when. A request belongs to a lane: the lane of its account, or of
 * its source address while its account is not known ({@link dev.usher.http.admission.LaneHints}).
 * Lanes take turns at the workers ({@link dev.usher.http.admission.FairWorkers}).
 */
package dev.usher.http.admission;
