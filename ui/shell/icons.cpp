#include "ui/shell/icons.h"

#include <QByteArray>
#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace lossarium::ui {
namespace {

QPixmap rendered(QByteArray svg, const QColor& color, int size) {
  svg.replace("currentColor", color.name().toLatin1());
  QPixmap pixmap(size, size);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  QSvgRenderer(svg).render(&painter);
  return pixmap;
}

}  // namespace

QIcon themedIcon(const QString& name, const QColor& color, const QColor& disabled) {
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  const QByteArray svg = file.readAll();
  QIcon icon;
  for (const int size : {20, 40}) {
    icon.addPixmap(rendered(svg, color, size), QIcon::Normal);
    icon.addPixmap(rendered(svg, disabled, size), QIcon::Disabled);
  }
  return icon;
}

}  // namespace lossarium::ui
