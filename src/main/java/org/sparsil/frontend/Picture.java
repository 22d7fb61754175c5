// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.IntTensor;
import org.sparsil.tensor.Shape;

/**
 * A grey picture of 8 bits a pixel.
 *
 * @param pixels {@code [rows, columns, 1]}, 0 to 255
 */
public record Picture(IntTensor pixels) {
  /** The largest width and height. */
  private static final int LARGEST = 1 << 14;

  /** Of red, green and blue in the brightness, in thousandths (ITU-R BT.601). */
  private static final List<Integer> BRIGHTNESS = List.of(299, 587, 114);

  private static final int BYTE = 255;

  public Picture {
    Shape shape = pixels.shape();
    if (shape.rank() != 3 || shape.extent(2) != 1) {
      throw new IllegalArgumentException("a picture of shape " + shape);
    }
  }

  /**
   * Reads PNG, JPEG or PGM; colours become grey by their brightness.
   *
   * @throws UserException if the file is no such picture, or larger than 16384x16384
   */
  public static Picture read(Path file) {
    String place = file.toString();
    byte[] bytes = DataBytes.read(file);
    if (PgmFormat.matches(bytes)) {
      return ofPgm(place, bytes);
    }
    if (!ImageFormat.matches(bytes)) {
      throw new UserException(place, Code.DATA_001, "is neither a PNG, a JPEG nor a PGM picture");
    }
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        Shape shape = shape(place, reader.getHeight(0), reader.getWidth(0));
        return ofImage(reader.read(0), shape);
      } finally {
        reader.dispose();
      }
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // damaged files make the decoder throw anything
      throw new UserException(place, Code.DATA_001, "not a readable picture: it is damaged");
    }
  }

  /** Before decoding, since a few bytes can declare a picture of any size. */
  private static Shape shape(String place, int rows, int columns) {
    if (rows < 1 || columns < 1 || rows > LARGEST || columns > LARGEST) {
      throw new UserException(
          place,
          Code.DATA_001,
          "has %dx%d pixels, at most %dx%d".formatted(rows, columns, LARGEST, LARGEST));
    }
    MemoryBudget.ofHeap(Code.DATA_001).take(place, (long) rows * columns * 16);
    return Shape.of(rows, columns, 1);
  }

  private static Picture ofImage(BufferedImage image, Shape shape) {
    int columns = shape.extent(1);
    int[] pixels = new int[shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = brightness(image, i % columns, i / columns);
    }
    return new Picture(IntTensor.adopt(shape, pixels));
  }

  private static int brightness(BufferedImage image, int x, int y) {
    int sum = 0;
    for (int channel = 0; channel < BRIGHTNESS.size(); channel++) {
      sum += BRIGHTNESS.get(channel) * Math.round(ImageFormat.sample(image, x, y, channel));
    }
    int bits = Math.max(8, image.getColorModel().getComponentSize(0));
    return ((sum + 500) / 1000) >> (bits - 8);
  }

  private static Picture ofPgm(String place, byte[] bytes) {
    PgmFormat.Header header = PgmFormat.header(place, bytes);
    Shape shape = shape(place, header.rows(), header.columns());
    FloatTensor values =
        PgmFormat.read(place, bytes).frames(Shape.of(header.rows(), header.columns())).get(0);
    int[] pixels = new int[shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      int value = Math.min(header.maximum(), Math.round(values.get(i)));
      pixels[i] = (value * BYTE + header.maximum() / 2) / header.maximum();
    }
    return new Picture(IntTensor.adopt(shape, pixels));
  }

  public int rows() {
    return pixels.shape().extent(0);
  }

  public int columns() {
    return pixels.shape().extent(1);
  }

  /** The picture as a PNG file. */
  public byte[] png() {
    BufferedImage image = new BufferedImage(columns(), rows(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, columns(), rows(), 0, pixels.toArray());
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
