// A line to type a number into: said when Enter is pressed or the field is left, taken back by Escape.
#pragma once

#include <QElapsedTimer>
#include <QLineEdit>

namespace lossarium::ui {

class NumberField : public QLineEdit {
  Q_OBJECT

 public:
  explicit NumberField(QWidget* parent = nullptr);
  /// Shows `text` unless the user is typing.
  void showText(const QString& text);

 signals:
  void entered(const QString& text);

 protected:
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void finish();

  QString shown_;
  QElapsedTimer sinceDoubleClick_;
};

}  // namespace lossarium::ui
