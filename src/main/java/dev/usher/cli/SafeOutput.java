package dev.usher.cli;

import dev.usher.directory.VisibleText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Standard output and error of commands without what could command a terminal: names that clients
 * sent reach both. Line ends and tabs are left, so a command replaces those within a name itself
 * ({@link #columns}).
 */
final class SafeOutput extends FilterWriter {

  private SafeOutput(Writer out) {
    super(out);
  }

  /** Lets every command print safely, to where it prints now. Help is printed without colours. */
  static CommandLine of(CommandLine commands) {
    return commands
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setOut(safe(commands.getOut()))
        .setErr(safe(commands.getErr()));
  }

  private static PrintWriter safe(Writer out) {
    return new PrintWriter(new SafeOutput(out), true);
  }

  /** A line of fields with tabs between, and neither tabs nor line ends within. */
  static String columns(String... fields) {
    String[] safe = new String[fields.length];
    for (int i = 0; i < fields.length; i++) {
      safe[i] = VisibleText.line(fields[i]);
    }
    return String.join("\t", safe);
  }

  @Override
  public void write(int c) throws IOException {
    write(new char[] {(char) c}, 0, 1);
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    int end = offset + length;
    int start = offset;
    for (int i = offset; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\t') {
        out.write(VisibleText.escaped(text.substring(start, i)));
        out.write(c);
        start = i + 1;
      }
    }
    out.write(VisibleText.escaped(text.substring(start, end)));
  }
}
