#include "ui/widgets/wrapped_tips.h"

#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QWidget>

#include <algorithm>

namespace lossarium::ui {
namespace {

constexpr qsizetype longest = 60;  // letters of a line

}  // namespace

// Qt breaks the lines of rich text alone.
QString wrappedTip(const QString& text) {
  const QStringList lines = text.split(QLatin1Char('\n'));
  const bool fits =
      std::all_of(lines.begin(), lines.end(), [](const QString& line) { return line.size() <= longest; });
  if (fits || Qt::mightBeRichText(text)) return text;
  QStringList escaped;
  for (const QString& line : lines) escaped << line.toHtmlEscaped();
  return QStringLiteral("<qt>") + escaped.join(QStringLiteral("<br>")) + QStringLiteral("</qt>");
}

bool WrappedTips::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::ToolTip || !watched->isWidgetType()) return false;
  auto* widget = static_cast<QWidget*>(watched);
  const QString text = widget->toolTip(), wrapped = wrappedTip(text);
  if (wrapped == text) return false;
  QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), wrapped, widget);
  return true;
}

}  // namespace lossarium::ui
