/**
 * The server: Grizzly and Jersey, and what every request passes whatever its resource. A request's
 * way: {@link dev.usher.http.RequestCodec} (is it HTTP) → {@link dev.usher.http.FrontDoor} (its id,
 * its target, the limit of its body) → {@link dev.usher.http.admission} (until it has come
 * completely and a worker is free) → {@link dev.usher.http.JerseyApplication}, with the filters in
 * the order of {@link dev.usher.http.HttpService} → a resource → {@link
 * dev.usher.http.JerseyAnswer} → back through the admission to the client. What goes wrong on the
 * way becomes SCIM's JSON in {@link dev.usher.http.ErrorMapper}, or in {@link
 * dev.usher.http.Refusals} where no resource is involved.
 */
package dev.usher.http;
