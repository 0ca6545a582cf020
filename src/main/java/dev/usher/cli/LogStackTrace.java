package dev.usher.cli;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * {@code %stackTrace} of the log's configuration: the root cause first, a line each frame. Messages
 * of exceptions, which may hold what a client sent, have no line ends and no escape sequences.
 */
public final class LogStackTrace extends RootCauseFirstThrowableProxyConverter {

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return super.throwableProxyToString(new SafeProxy(thrown));
  }

  /** The same exception with a safe message, and its causes so too. */
  private record SafeProxy(IThrowableProxy thrown) implements IThrowableProxy {

    private static IThrowableProxy of(IThrowableProxy thrown) {
      return thrown == null ? null : new SafeProxy(thrown);
    }

    private static String safe(String message) {
      return message == null ? null : LogMessage.onOneLine(message);
    }

    @Override
    public String getMessage() {
      return safe(thrown.getMessage());
    }

    @Override
    public String getOverridingMessage() {
      return safe(thrown.getOverridingMessage());
    }

    @Override
    public String getClassName() {
      return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
      return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
      return thrown.getCommonFrames();
    }

    @Override
    public IThrowableProxy getCause() {
      return of(thrown.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
      IThrowableProxy[] suppressed = thrown.getSuppressed();
      IThrowableProxy[] safe = new IThrowableProxy[suppressed.length];
      for (int i = 0; i < safe.length; i++) {
        safe[i] = of(suppressed[i]);
      }
      return safe;
    }

    @Override
    public boolean isCyclic() {
      return thrown.isCyclic();
    }
  }
}
