#include "ui/widgets/number_field.h"

#include <QApplication>
#include <QKeyEvent>

namespace lossarium::ui {

NumberField::NumberField(QWidget* parent) : QLineEdit(parent) {
  setAlignment(Qt::AlignRight);
  connect(this, &QLineEdit::editingFinished, this, &NumberField::finish);
}

void NumberField::showText(const QString& text) {
  shown_ = text;
  if (hasFocus() && isModified()) return;
  setText(text);
  if (!hasFocus()) setCursorPosition(0);  // of a long number the sign and the first digits show
}

void NumberField::finish() {
  if (!isModified()) return;
  setModified(false);
  const QString typed = text();
  emit entered(typed);  // also what it was: that may take back a complaint
  setText(shown_);      // what was entered shows once it holds
}

// A number is one word, its point and sign included.
void NumberField::mouseDoubleClickEvent(QMouseEvent*) {
  selectAll();
  sinceDoubleClick_.start();
}

// The third of three clicks changes nothing.
void NumberField::mousePressEvent(QMouseEvent* event) {
  if (sinceDoubleClick_.isValid() && sinceDoubleClick_.elapsed() < QApplication::doubleClickInterval())
    return;
  QLineEdit::mousePressEvent(event);
}

void NumberField::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && isModified()) {
    setModified(false);
    setText(shown_);
    return;
  }
  QLineEdit::keyPressEvent(event);
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) clearFocus();  // Space runs again
}

}  // namespace lossarium::ui
