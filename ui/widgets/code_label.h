// A name from a program: it may be long and has no spaces, so it wraps between its parts, and a click copies
// it.
#pragma once

#include <QLabel>

namespace lossarium::ui {

class CodeLabel : public QLabel {
  Q_OBJECT

 public:
  explicit CodeLabel(const QString& text, QWidget* parent = nullptr);

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
};

}  // namespace lossarium::ui
