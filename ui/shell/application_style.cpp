#include "ui/shell/application_style.h"

#include "ui/widgets/wrapped_tips.h"

#include <QFont>
#include <QFontDatabase>
#include <QIcon>

namespace lossarium::ui {

void applyApplicationStyle(QApplication& application) {
  QApplication::setStyle(QStringLiteral("Fusion"));
  for (const char* file : {":/fonts/NotoSans-Regular.ttf", ":/fonts/NotoSans-Bold.ttf"})
    QFontDatabase::addApplicationFont(QString::fromLatin1(file));
  QFont font(QStringLiteral("Noto Sans"));
  font.setPixelSize(normalText);
  application.setFont(font);
  application.setApplicationName(QStringLiteral("Lossarium"));
  application.setApplicationDisplayName(QStringLiteral("Lossarium"));
  application.setApplicationVersion(QStringLiteral(LOSSARIUM_VERSION));
  application.setOrganizationName(QStringLiteral("Lossarium"));
  application.installEventFilter(new WrappedTips(&application));
  application.setWindowIcon(QIcon(QStringLiteral(":/icons/lossarium.svg")));
}

}  // namespace lossarium::ui
