#include "ui/widgets/file_dialog.h"

#include <QFileDialog>

namespace lossarium::ui {

QString askToSave(QWidget* parent, const QString& title, const QString& suggestion, const QString& ending) {
  QFileDialog dialog(parent, title, {}, QStringLiteral("*.") + ending);
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix(ending);
  dialog.selectFile(suggestion);
  return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().constFirst() : QString();
}

}  // namespace lossarium::ui
