// Both boxes as numbers to read and to type: by corners or by centre and size, with y upwards or, over a
// picture, as far below its upper edge. Below stands what cannot be taken.
#pragma once

#include <QWidget>

#include <Eigen/Core>

#include <array>
#include <optional>

class QGridLayout;
class QLabel;
class QToolButton;

namespace lossarium::ui {

class NumberField;

/// Boxes are told as (x1, y1, x2, y2), y upwards, whatever is shown; typed ones may have x1 > x2.
class BoxEntry : public QWidget {
  Q_OBJECT

 public:
  /// Numbers beyond are refused: a loss has no digits left there.
  static constexpr double largest = 1e5;

  explicit BoxEntry(QWidget* parent = nullptr);

  /// `top`: if set, a y is told as top − y.
  void show(const Eigen::Vector4d& target, const Eigen::Vector4d& prediction,
            std::optional<double> top = std::nullopt);
  using QWidget::show;
  bool isByCentre() const { return byCentre_; }
  void setByCentre(bool byCentre);
  QString note() const;

 signals:
  void targetEntered(const Eigen::Vector4d& box);
  void predictionEntered(const Eigen::Vector4d& box);
  void byCentreChanged(bool byCentre);

 private:
  struct Line {
    QString name;
    std::array<NumberField*, 4> fields;
    Eigen::Vector4d box = Eigen::Vector4d::Zero();
  };

  QToolButton* makeSwitch(const QString& text, const QString& tip, bool byCentre);
  Line makeLine(const QString& name);
  void layOutHeads(QGridLayout& grid);
  void layOutLine(QGridLayout& grid, int row, Line& line);
  void take(Line& line, int k, const QString& typed);
  void refresh();
  void nameFields();
  Eigen::Vector4d shownNumbers(const Eigen::Vector4d& box) const;
  Eigen::Vector4d boxOfNumbers(const Eigen::Vector4d& numbers) const;

  bool byCentre_ = false;
  std::optional<double> top_;
  QToolButton *corners_, *centre_;
  std::array<QLabel*, 4> heads_;
  Line target_, prediction_;
  QLabel* note_;
  QString complaint_;
};

}  // namespace lossarium::ui
