// The picture of a loss over the simplex: the window shows it, an export makes it anew.
#pragma once

#include "ui/plots/simplex_ground.h"
#include "ui/plots/simplex_scene.h"

#include <QFont>
#include <QStringList>

#include <array>

namespace lossarium::ui {

class SimplexPlot {
 public:
  void setContent(const SimplexScene& content);
  void setStyle(const PlotStyle& style) { style_ = style; }
  const SimplexScene& content() const { return content_; }
  const PlotStyle& style() const { return style_; }
  const SimplexGround& ground() const { return ground_; }

  /// Moves the marker; what is known of the place it leaves is forgotten.
  void moveMarker(const Eigen::Vector3d& probabilities);

  SimplexLayout layout(const QRectF& whole) const;
  void paint(QPainter& painter, const QRectF& whole, bool focused) const;

  QString caption() const;
  QStringList readout() const;

 private:
  struct Columns {
    double name, probability, slope, gap;
    double width() const;
  };

  QFont numbersFont(const QRectF& whole) const;
  Columns columns(const QRectF& whole) const;
  QString name(int k) const;
  QString lossTitle() const;
  void paintNames(QPainter& painter, const SimplexLayout& layout, const QRectF& whole) const;
  void paintName(QPainter& painter, const SimplexLayout& layout, const QRectF& whole, int k) const;
  void paintNumbers(QPainter& painter, const QRectF& room, const QRectF& whole) const;
  void paintDescent(QPainter& painter, const SimplexTriangle& triangle) const;
  void paintMarker(QPainter& painter, const SimplexTriangle& triangle, bool focused) const;

  SimplexScene content_;
  PlotStyle style_ = PlotStyle::light();
  SimplexGround ground_;
};

}  // namespace lossarium::ui
