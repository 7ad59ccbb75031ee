// The loss over the triangle: colours, contour lines, numbers on them.
#pragma once

#include "core/losses/simplex_field.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/simplex_layout.h"

#include <QImage>
#include <QPainter>

#include <memory>
#include <vector>

namespace lossarium::ui {

/// Sends a loss to a colour. The top is the 97 % quantile inside the triangle where the edges tower above it.
struct SimplexScale {
  double minimum = 0;
  double maximum = 0;  ///< where the colours end
  double highest = 0;  ///< the greatest finite loss

  bool isCut() const { return highest > maximum; }
  /// A constant loss has the colour in the middle.
  double fraction(double loss) const;
};

SimplexScale simplexScale(const SimplexField& field);

class SimplexGround {
 public:
  void setField(std::shared_ptr<const SimplexField> field);
  const SimplexScale& scale() const { return scale_; }
  /// Levels with a contour line.
  std::vector<double> levels() const;
  void paint(QPainter& painter, const SimplexTriangle& triangle, const PlotStyle& style) const;

 private:
  using Line = std::vector<Eigen::Vector3d>;
  struct Contour {
    double level;
    std::vector<Line> lines;
  };
  struct Picture {
    QImage image;
    QRectF area;
    SimplexTriangle triangle;
    ColorMap map;
    double density;
  };

  void findContours();
  void paintColors(QPainter& painter, const SimplexTriangle& triangle, const PlotStyle& style) const;
  void paintContours(QPainter& painter, const SimplexTriangle& triangle, const PlotStyle& style) const;
  Picture picture(const SimplexTriangle& triangle, ColorMap map, double density) const;

  std::shared_ptr<const SimplexField> field_;
  SimplexScale scale_;
  std::vector<Contour> contours_;
  mutable Picture kept_;  ///< the marker moves over the same one
};

}  // namespace lossarium::ui
