// A typeset formula from resources/formulas, in the colour of the text around it and in proportion to its
// font.
#pragma once

#include <QColor>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <QWidget>

class QPainter;

namespace lossarium::ui {

/// `name` is a file of resources/formulas without its ending, as "huber_value". Unknown names have no size.
QSizeF formulaSize(const QString& name, double emPixels);

/// At the left of `area`, in its vertical middle, and smaller where it has no room, down to 60 %. Any thread
/// may paint; each keeps its own formulas parsed.
void paintFormula(QPainter& painter, const QRectF& area, const QString& name, const QColor& color,
                  double emPixels);

class FormulaView : public QWidget {
 public:
  explicit FormulaView(QWidget* parent = nullptr);

  /// An empty or unknown name shows nothing and takes no room.
  void setFormula(const QString& name);
  QString formula() const { return name_; }
  /// What a screen reader says in its place.
  void setSpoken(const QString& text) { setAccessibleName(text); }

  /// An em of the formula: a little more than the font's, as its letters are small beside a sans serif's.
  double emPixels() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QSize sizeAt(double scale) const;

  QString name_;
};

}  // namespace lossarium::ui
