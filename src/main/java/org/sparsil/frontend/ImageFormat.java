// SPDX-License-Identifier: Apache-2.0
package org.sparsil.frontend;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.sparsil.diag.Code;
import org.sparsil.diag.UserException;
import org.sparsil.tensor.FloatTensor;
import org.sparsil.tensor.Shape;

/**
 * PNG, JPEG and PGM images as frames of raw sample values. Grey images give {@code height x width},
 * colour images {@code height x width x 3}, or {@code 3 x height x width} if the network wants it
 * so.
 */
final class ImageFormat {
  private ImageFormat() {}

  static boolean matches(byte[] bytes) {
    boolean png = bytes.length > 4 && bytes[0] == (byte) 0x89 && bytes[1] == 'P' && bytes[2] == 'N';
    return png || isJpeg(bytes) || PgmFormat.matches(bytes);
  }

  private static boolean isJpeg(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8;
  }

  static FloatTensor read(String place, byte[] bytes, Shape frame) {
    if (PgmFormat.matches(bytes)) {
      return PgmFormat.read(place, bytes).frames(frame).get(0);
    }
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers =
          ImageIO.getImageReadersByFormatName(isJpeg(bytes) ? "jpeg" : "png");
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        requireSize(place, reader.getWidth(0), reader.getHeight(0), frame);
        return pixels(place, reader.read(0), frame);
      } finally {
        reader.dispose();
      }
    } catch (UserException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // damaged files make the decoder throw anything
      throw new UserException(
          place,
          Code.DATA_001,
          "not a readable %s image: it is damaged".formatted(isJpeg(bytes) ? "JPEG" : "PNG"));
    }
  }

  /** Before decoding, since a few bytes can declare an image of any size. */
  private static void requireSize(String place, int width, int height, Shape frame) {
    long size = (long) width * height;
    if (size != frame.size() && 3 * size != frame.size()) {
      throw misfit(place, "%dx%d".formatted(height, width), frame);
    }
  }

  private static UserException misfit(String place, String shape, Shape frame) {
    return new UserException(
        place,
        Code.DATA_002,
        "image has shape %s, a frame of the network's input has %s".formatted(shape, frame));
  }

  private static FloatTensor pixels(String place, BufferedImage image, Shape frame) {
    int width = image.getWidth();
    int height = image.getHeight();
    int size = width * height;
    boolean colour = frame.size() == 3 * size && frame.size() != size;
    boolean planes = frame.rank() == 3 && frame.extent(0) == 3;
    Shape made = planes ? Shape.of(3, height, width) : Shape.of(height, width, 3);
    float[] values = new float[frame.size()];
    for (int pixel = 0; pixel < size; pixel++) {
      int x = pixel % width;
      int y = pixel / width;
      if (colour) {
        for (int channel = 0; channel < 3; channel++) {
          values[planes ? channel * size + pixel : pixel * 3 + channel] =
              sample(image, x, y, channel);
        }
      } else {
        values[pixel] = grey(image, x, y).orElseThrow(() -> misfit(place, made.toString(), frame));
      }
    }
    Shape shape = colour ? made : Shape.of(height, width);
    return new NumberArray(place, shape, position -> values[position]).frames(frame).get(0);
  }

  private static Optional<Float> grey(BufferedImage image, int x, int y) {
    float red = sample(image, x, y, 0);
    boolean same = red == sample(image, x, y, 1) && red == sample(image, x, y, 2);
    return same ? Optional.of(red) : Optional.empty();
  }

  /** From the raster itself: the image's own conversion to RGB changes the grey levels. */
  static float sample(BufferedImage image, int x, int y, int channel) {
    Raster raster = image.getRaster();
    ColorModel colours = image.getColorModel();
    if (colours instanceof IndexColorModel palette) {
      int index = raster.getSample(x, y, 0);
      return switch (channel) {
        case 0 -> palette.getRed(index);
        case 1 -> palette.getGreen(index);
        default -> palette.getBlue(index);
      };
    }
    return raster.getSample(x, y, raster.getNumBands() < 3 ? 0 : channel);
  }
}
