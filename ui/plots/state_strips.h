// What an optimiser holds of each weight, as strips: a row a quantity, a cell a weight, by block of weights.
// Few weights are a table of numbers; of many the colours show the pattern, and pointing tells the numbers.
#pragma once

#include "ui/plots/plot_style.h"

#include <QString>
#include <QWidget>

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace lossarium::ui {

struct StateQuantity {
  QString name;
  QString hint;
  Eigen::VectorXd values;  ///< one for each weight
  bool outdated = false;   ///< they belong to settings that hold no longer: pale
};

struct StateBlock {
  QString name;
  Eigen::Index offset = 0, size = 0;
};

struct StatePicture {
  std::vector<StateBlock> blocks;
  std::vector<StateQuantity> quantities;
  std::vector<QString> weights;  ///< their names

  /// A heading, then a line a weight: its name and its numbers, apart by tabs.
  QString asText() const;
};

class StateStrips : public QWidget {
  Q_OBJECT

 public:
  explicit StateStrips(QWidget* parent = nullptr);
  void showPicture(StatePicture picture);
  void setPlotStyle(const PlotStyle& style);
  const StatePicture& picture() const { return picture_; }
  /// Of one weight in one quantity's strip.
  QRectF cellRect(std::size_t quantity, Eigen::Index weight) const;
  /// Names the weight and its numbers, in a line each.
  QString words(Eigen::Index weight) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  bool isTable() const;
  std::vector<StateBlock> groups() const;
  double rowHeight() const;
  double groupHeight() const;
  QRectF stripRect(std::size_t group, std::size_t quantity) const;
  std::optional<Eigen::Index> weightAt(QPointF position) const;
  void paintGroup(QPainter& painter, std::size_t group) const;
  void paintHeading(QPainter& painter, std::size_t group) const;
  void paintStrip(QPainter& painter, std::size_t group, std::size_t quantity) const;
  void paintRange(QPainter& painter, const QRectF& strip, const Eigen::VectorXd& values) const;
  QColor tint(double share) const;
  void choose(std::optional<Eigen::Index> weight);

  PlotStyle style_ = PlotStyle::light();
  StatePicture picture_;
  std::optional<Eigen::Index> chosen_;  ///< under the pointer or by the arrow keys
};

}  // namespace lossarium::ui
