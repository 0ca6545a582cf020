/**
 * The server: Grizzly and Jersey, and what every request passes whatever its resource. A request's
 * way: {@link dev.usher.http.RequestCodec} (is it HTTP) → {@link dev.usher.http.FrontDoor} (its id,
 * its target, the access log) → the filters in the order of {@link dev.usher.http.HttpService} → a
 * resource. What goes wrong on the way becomes SCIM's JSON in {@link dev.usher.http.ErrorMapper}.
 */
package dev.usher.http;
