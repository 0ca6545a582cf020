package dev.usher.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.function.Function;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;

/**
 * Hands resources the request that they are called for. Jersey would have its injector look it up
 * behind a proxy, at each call.
 */
final class RequestParameters implements ValueParamProvider {

  /** Lets an application use it. */
  static final class Binder extends AbstractBinder {
    @Override
    protected void configure() {
      bind(new RequestParameters()).to(ValueParamProvider.class);
    }
  }

  @Override
  public Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
    return parameter.getSource() == Parameter.Source.CONTEXT
            && parameter.getRawType() == ContainerRequestContext.class
        ? request -> request
        : null;
  }

  @Override
  public PriorityType getPriority() {
    return Priority.HIGH;
  }
}
