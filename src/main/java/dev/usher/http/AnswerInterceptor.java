package dev.usher.http;

import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Has what a resource answers collected. Jersey itself sees no byte of it, and so takes a failure
 * in the middle for one before the first byte: it becomes an error as any other.
 */
final class AnswerInterceptor implements WriterInterceptor {

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    JerseyAnswer answer = (JerseyAnswer) context.getProperty(JerseyAnswer.PROPERTY);
    AnswerStream stream = answer.begin(context.getHeaders());
    context.setOutputStream(stream);
    try {
      context.proceed();
      stream.finish();
    } catch (IOException | RuntimeException e) {
      throw answer.givenUp(stream, e);
    }
  }
}
