#include "ui/widgets/file_dialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QStatusBar>

namespace lossarium::ui {

QString askToSave(QWidget* parent, const QString& title, const QString& suggestion, const QString& ending) {
  QFileDialog dialog(parent, title, {}, QStringLiteral("*.") + ending);
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix(ending);
  dialog.selectFile(suggestion);
  return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().constFirst() : QString();
}

void tellSaved(QWidget* part, const QString& file) {
  constexpr int milliseconds = 5000;
  if (auto* window = qobject_cast<QMainWindow*>(part->window()))
    window->statusBar()->showMessage(
        QCoreApplication::translate("FileDialog", "Saved %1.").arg(QFileInfo(file).fileName()), milliseconds);
}

}  // namespace lossarium::ui
