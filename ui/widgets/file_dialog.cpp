#include "ui/widgets/file_dialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QStatusBar>

#include <algorithm>
#include <iterator>

namespace lossarium::ui {

QString withEnding(const QString& file, const QString& ending) {
  const QFileInfo info(file);
  if (info.suffix().compare(ending, Qt::CaseInsensitive) == 0) return file;
  constexpr const char* known[] = {"png", "svg", "csv", "json", "lossarium"};
  const bool isKnown = std::any_of(std::begin(known), std::end(known), [&](const char* each) {
    return info.suffix().compare(QLatin1String(each), Qt::CaseInsensitive) == 0;
  });
  const QString name = isKnown ? info.completeBaseName() : info.fileName();
  return info.path() + QLatin1Char('/') + name + QLatin1Char('.') + ending;
}

QString askToSave(QWidget* parent, const QString& title, const QString& suggestion, const QString& ending) {
  QFileDialog dialog(parent, title, {}, QStringLiteral("*.") + ending);
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix(ending);
  dialog.selectFile(suggestion);
  return dialog.exec() == QDialog::Accepted ? withEnding(dialog.selectedFiles().constFirst(), ending)
                                            : QString();
}

void tellSaved(QWidget* part, const QString& file, const QString& more) {
  const int milliseconds = more.isEmpty() ? 5000 : 10000;
  if (auto* window = qobject_cast<QMainWindow*>(part->window()))
    window->statusBar()->showMessage(
        QCoreApplication::translate("FileDialog", "Saved %1.").arg(QFileInfo(file).fileName()) +
            (more.isEmpty() ? QString() : QLatin1Char(' ') + more),
        milliseconds);
}

}  // namespace lossarium::ui
