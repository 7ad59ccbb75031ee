// Lossarium: the window, or a sub-command that needs none.
#include "app/cli/command_line.h"
#include "ui/shell/application_style.h"
#include "ui/shell/key_guard.h"
#include "ui/shell/main_window.h"

#include <QApplication>

int main(int argc, char** argv) {
  lossarium::cli::WindowRequest request;
  if (const auto status = lossarium::cli::runCommand(argc, argv, request)) return *status;

  QApplication application(argc, argv);
  lossarium::ui::applyApplicationStyle(application);
  lossarium::ui::KeyGuard keys;
  application.installEventFilter(&keys);
  lossarium::ui::MainWindow window;
  window.openExample(0);
  if (!request.file.empty()) window.openFile(QString::fromStdString(request.file));
  window.show();
  return QApplication::exec();
}
