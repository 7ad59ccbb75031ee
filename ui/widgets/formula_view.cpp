#include "ui/widgets/formula_view.h"

#include <QByteArray>
#include <QEvent>
#include <QFile>
#include <QFontInfo>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

namespace lossarium::ui {
namespace {

constexpr double unitsPerEm = 1000;
constexpr double emPerFontPixel = 1.15;
constexpr double smallestScale = 0.6;
// Enough for every formula in two colours; many colours are only met while someone turns a colour wheel.
constexpr std::size_t mostRenderers = 400;

using Renderers = std::map<std::pair<QString, QRgb>, std::unique_ptr<QSvgRenderer>>;

std::unique_ptr<QSvgRenderer> parsed(const QString& name, const QColor& color) {
  QFile file(QStringLiteral(":/formulas/%1.svg").arg(name));
  if (name.isEmpty() || !file.open(QIODevice::ReadOnly)) return nullptr;
  return std::make_unique<QSvgRenderer>(file.readAll().replace("currentColor", color.name().toLatin1()));
}

/// Null for an unknown name. QtSvg knows no currentColor, so that each colour is parsed for itself.
QSvgRenderer* rendererOf(const QString& name, const QColor& color) {
  thread_local Renderers renderers;
  const auto key = std::pair(name, color.rgb());
  if (const auto found = renderers.find(key); found != renderers.end()) return found->second.get();
  if (renderers.size() >= mostRenderers) renderers.clear();
  return renderers.emplace(key, parsed(name, color)).first->second.get();
}

/// In units, as the file has it: the baseline is at 0. Null for an unknown name.
QRectF boxOf(const QString& name) {
  thread_local std::map<QString, QRectF> boxes;
  if (const auto found = boxes.find(name); found != boxes.end()) return found->second;
  const auto renderer = parsed(name, Qt::black);
  return boxes.emplace(name, renderer ? renderer->viewBoxF() : QRectF()).first->second;
}

double scaleInto(const QSizeF& room, const QSizeF& natural) {
  const double scale = std::min(room.width() / natural.width(), room.height() / natural.height());
  return std::clamp(scale, smallestScale, 1.0);
}

/// The nearest y that falls between two rows of device pixels: bars and minus signs are hung from the
/// baseline so that they then look alike in every formula.
double snapped(const QPainter& painter, double y) {
  const QTransform toDevice = painter.deviceTransform();
  if (toDevice.type() > QTransform::TxScale) return y;
  return (std::round(y * toDevice.m22() + toDevice.dy()) - toDevice.dy()) / toDevice.m22();
}

}  // namespace

QSizeF formulaSize(const QString& name, double emPixels) {
  return boxOf(name).size() * emPixels / unitsPerEm;
}

void paintFormula(QPainter& painter, const QRectF& area, const QString& name, const QColor& color,
                  double emPixels) {
  QSvgRenderer* renderer = rendererOf(name, color);
  if (!renderer || area.isEmpty()) return;
  const QRectF box = renderer->viewBoxF();
  const double unit = emPixels / unitsPerEm * scaleInto(area.size(), box.size() * emPixels / unitsPerEm);
  const QSizeF size = box.size() * unit;
  const double baseline = snapped(painter, area.center().y() - size.height() / 2 - box.top() * unit);
  painter.save();
  painter.setOpacity(painter.opacity() * color.alphaF());
  renderer->render(&painter, QRectF(QPointF(area.left(), baseline + box.top() * unit), size));
  painter.restore();
}

FormulaView::FormulaView(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void FormulaView::setFormula(const QString& name) {
  if (name == name_) return;
  name_ = name;
  updateGeometry();
  update();
}

double FormulaView::emPixels() const { return emPerFontPixel * QFontInfo(font()).pixelSize(); }

/// A pixel more than the formula is high leaves room to put its baseline between two rows.
QSize FormulaView::sizeAt(double scale) const {
  const QSizeF natural = formulaSize(name_, emPixels()) * scale;
  if (natural.isEmpty()) return {0, 0};
  return QSize(static_cast<int>(std::ceil(natural.width())),
               static_cast<int>(std::ceil(natural.height())) + 1)
      .grownBy(contentsMargins());
}

QSize FormulaView::sizeHint() const { return sizeAt(1); }

QSize FormulaView::minimumSizeHint() const { return sizeAt(smallestScale); }

int FormulaView::heightForWidth(int width) const {
  const double natural = formulaSize(name_, emPixels()).width();
  if (natural <= 0) return 0;
  const QMargins margins = contentsMargins();
  return sizeAt(std::clamp((width - margins.left() - margins.right()) / natural, smallestScale, 1.0))
      .height();
}

void FormulaView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintFormula(painter, contentsRect(), name_, palette().color(foregroundRole()), emPixels());
}

void FormulaView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) updateGeometry();
  QWidget::changeEvent(event);
}

}  // namespace lossarium::ui
