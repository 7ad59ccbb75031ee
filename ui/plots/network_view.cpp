#include "ui/plots/network_view.h"

#include "core/models/weight_words.h"
#include "ui/plots/arrow_keys.h"
#include "ui/plots/plot_marks.h"
#include "ui/plots/unit_tile.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace lossarium::ui {
namespace {

constexpr double edge = 16, gap = 8;
constexpr double reach = 6;              // pixels from the pointer to a line that it reads
constexpr double heightForKey = 240;     // below that the units need the room,
constexpr double heightForTitles = 160;  // here, too
constexpr double nameShare = 0.18;       // of the width, at most

double widest(const QStringList& names, const QFontMetricsF& metrics) {
  double width = 0;
  for (const QString& name : names) width = std::max(width, metrics.horizontalAdvance(name));
  return width;
}

std::vector<Index> drawnUnits(const NetworkScene& scene) {
  std::vector<Index> drawn;
  if (scene.fields)
    for (const auto& layer : scene.fields->layers) drawn.push_back(layer.values.cols());
  return drawn;
}

std::vector<std::string> asTexts(const QStringList& names) {
  std::vector<std::string> texts;
  for (const QString& name : names) texts.push_back(name.toStdString());
  return texts;
}

EndNames endNames(const NetworkScene& scene) {
  return {asTexts(scene.inputNames), asTexts(scene.outputNames)};
}

QStringList drawnInputNames(const NetworkScene& scene) {
  QStringList names;
  for (const Index input : scene.fields->inputs) names << scene.inputNames.value(input);
  return names;
}

// Which inputs the pictures are over, and what the others do meanwhile.
QString whatVaries(const NetworkScene& scene) {
  const auto [first, second] = shownInputs(*scene.fields->problem->dataset);
  return NetworkView::tr("Pictures are over %1 and %2; the other inputs stay at their training mean.")
      .arg(scene.inputNames.value(first), scene.inputNames.value(second));
}

bool leavesOutUnits(const NetworkScene& scene) {
  if (!scene.fields) return false;
  const auto& layers = scene.fields->layers;
  return std::any_of(layers.begin(), layers.end(),
                     [](const auto& layer) { return layer.values.cols() < layer.units; });
}

}  // namespace

NetworkView::NetworkView(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setProperty("leavesPageKeys", true);  // but the arrows
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("Network"));
  setAccessibleDescription(
      tr("A column a layer; each unit is a picture of what it gives over the data. Arrows choose a unit."));
}

void NetworkView::setScene(NetworkScene scene) {
  const bool sameShape = drawnUnits(scene) == drawnUnits(scene_) && scene.inputNames == scene_.inputNames &&
                         scene.outputNames == scene_.outputNames;
  scene_ = std::move(scene);
  if (!sameShape) {
    chosen_.reset();
    updateGeometry();
    arrange();
  }
  heaviest_ = 0;
  if (!isEmpty())
    for (const NetworkPlace& line : linesByWeight()) heaviest_ = std::abs(weight(line));
  update();
}

void NetworkView::setPlotStyle(const PlotStyle& style) {
  style_ = style;
  updateGeometry();
  arrange();
  update();
}

QSize NetworkView::minimumSizeHint() const {
  const double titles = QFontMetricsF(style_.font).height() + gap * 3 / 2;
  return QSizeF(220, (leavesOutUnits(scene_) ? titles : gap) + NetworkLayout::leastHeight(drawnUnits(scene_)))
      .toSize();
}

void NetworkView::arrange() {
  if (isEmpty()) return;
  const QFontMetricsF metrics(style_.font);
  const double line = metrics.height(), longest = nameShare * width();
  const double left = edge + std::min(longest, widest(drawnInputNames(scene_), metrics)) + gap;
  const double right = edge + std::min(longest, widest(scene_.outputNames, metrics)) + gap;
  const double below = height() >= heightForKey ? line + 2 * gap : gap / 2;
  const double above = showsTitles() ? line + gap : gap / 2;
  layout_ = NetworkLayout(QRectF(rect()).adjusted(left, above, -right, -below), drawnUnits(scene_));
}

// That some units are not drawn is said in any case.
bool NetworkView::showsTitles() const { return height() >= heightForTitles || leavesOutUnits(scene_); }

void NetworkView::resizeEvent(QResizeEvent*) { arrange(); }

double NetworkView::weight(const NetworkPlace& place) const {
  return scene_.fields->weights[weightOf(*scene_.fields, place)];
}

// The heaviest last, so that it is painted above the others.
std::vector<NetworkPlace> NetworkView::linesByWeight() const {
  std::vector<NetworkPlace> lines;
  const std::vector<Index> drawn = drawnUnits(scene_);
  for (std::size_t l = 1; l < drawn.size(); ++l)
    for (Index unit = 0; unit < drawn[l]; ++unit)
      for (Index from = 0; from < drawn[l - 1]; ++from) lines.push_back({l, unit, from});
  std::sort(lines.begin(), lines.end(), [this](const NetworkPlace& one, const NetworkPlace& other) {
    return std::abs(weight(one)) < std::abs(weight(other));
  });
  return lines;
}

// Whether a line is the chosen one, or leads to or from the chosen unit.
bool NetworkView::touches(const NetworkPlace& line) const {
  if (!chosen_) return true;
  if (chosen_->isLine()) return line == *chosen_;
  return (line.layer == chosen_->layer && line.unit == chosen_->unit) ||
         (line.layer == chosen_->layer + 1 && line.from == chosen_->unit);
}

void NetworkView::paintEvent(QPaintEvent*) {
  if (isEmpty()) return;
  QPainter painter(this);
  painter.setFont(style_.font);
  painter.setRenderHint(QPainter::Antialiasing);
  paintLines(painter);
  paintUnits(painter);
  paintNames(painter);
  if (showsTitles()) paintTitles(painter);
  if (height() >= heightForKey) paintKey(painter);
  paintChoice(painter);
}

void NetworkView::paintLines(QPainter& painter) const {
  if (!(heaviest_ > 0)) return;
  const double thickest = std::clamp(0.14 * layout_.side(0), 2.5, 7.0);
  painter.setBrush(Qt::NoBrush);
  for (const bool near : {false, true})
    for (const NetworkPlace& line : linesByWeight()) {
      if (touches(line) != near) continue;
      const double share = weight(line) / heaviest_;
      QColor color = signColor(share > 0 ? 1 : -1, style_);
      color.setAlphaF(near ? 0.85F : 0.12F);
      painter.setPen(QPen(color, std::max(0.3, std::abs(share) * thickest)));
      painter.drawPath(layout_.line(line));
    }
}

void NetworkView::paintUnits(QPainter& painter) const {
  for (std::size_t l = 0; l < layout_.layers(); ++l)
    for (Index unit = 0; unit < layout_.units(l); ++unit)
      paintUnit(painter, layout_.tile(l, unit), scene_, l, unit, style_);
}

// Where units are closer than lines of text, the inputs that vary are named first, and others where there is
// room.
void NetworkView::paintNames(QPainter& painter) const {
  const QFontMetricsF metrics(style_.font);
  const double longest = nameShare * width();
  painter.setPen(style_.text);
  const auto paint = [&](const QStringList& names, std::size_t layer, bool before) {
    std::vector<double> taken;
    for (const Index unit : inOrderOfNames(layer)) {
      if (unit >= names.size()) continue;
      const QString name = metrics.elidedText(names[unit], Qt::ElideRight, longest);
      const QRectF tile = layout_.tile(layer, unit);
      const double middle = tile.center().y();
      if (std::any_of(taken.begin(), taken.end(),
                      [&](double other) { return std::abs(other - middle) < 0.9 * metrics.height(); }))
        continue;
      taken.push_back(middle);
      const double x = before ? tile.left() - gap - metrics.horizontalAdvance(name) : tile.right() + gap;
      painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), name);
    }
  };
  paint(drawnInputNames(scene_), 0, true);
  paint(scene_.outputNames, layout_.layers() - 1, false);
}

std::vector<Index> NetworkView::inOrderOfNames(std::size_t layer) const {
  std::vector<Index> units(static_cast<std::size_t>(layout_.units(layer)));
  std::iota(units.begin(), units.end(), Index{0});
  if (layer > 0) return units;
  const auto [first, second] = shownInputs(*scene_.fields->problem->dataset);
  std::stable_partition(units.begin(), units.end(), [&, one = first, other = second](Index unit) {
    const Index input = scene_.fields->inputs[static_cast<std::size_t>(unit)];
    return input == one || input == other;
  });
  return units;
}

// From the longest words to the shortest.
QStringList NetworkView::columnTitles(std::size_t layer) const {
  const auto& shown = scene_.fields->layers[layer];
  const bool all = shown.values.cols() == shown.units;
  const QString some = QStringLiteral("%1 of %2").arg(shown.values.cols()).arg(shown.units);
  if (layer == 0) return all ? QStringList{tr("inputs")} : QStringList{tr("%1 inputs drawn").arg(some), some};
  if (layer + 1 == layout_.layers())
    return all ? QStringList{shown.units == 1 ? tr("output") : tr("outputs")}
               : QStringList{tr("%1 outputs drawn").arg(some), some};
  if (!all) return {tr("%1 units drawn, %2").arg(some, scene_.activation), tr("%1 drawn").arg(some), some};
  const QString count = QString::number(shown.units);
  return {shown.units == 1 ? tr("1 unit, %1").arg(scene_.activation)
                           : tr("%1 units, %2").arg(count, scene_.activation),
          count + QLatin1Char(' ') + scene_.activation, count};
}

QString NetworkView::columnTitle(std::size_t layer, double room) const {
  const QFontMetricsF metrics(style_.font);
  const QStringList titles = columnTitles(layer);
  for (const QString& title : titles)
    if (metrics.horizontalAdvance(title) <= room) return title;
  return metrics.elidedText(titles.back(), Qt::ElideRight, room);
}

void NetworkView::paintTitles(QPainter& painter) const {
  const QFontMetricsF metrics(style_.font);
  painter.setPen(style_.mutedText);
  for (std::size_t l = 0; l < layout_.layers(); ++l) {
    const QString title = columnTitle(l, layout_.spacing() - gap);
    const double half = metrics.horizontalAdvance(title) / 2;
    const double centre = std::clamp(layout_.centre(l), gap + half, width() - gap - half);
    painter.drawText(QPointF(centre - half, 2 + metrics.ascent()), title);
  }
}

void NetworkView::paintKey(QPainter& painter) const {
  const QFontMetricsF metrics(style_.font);
  const double baseline = height() - gap - metrics.descent(), middle = baseline - metrics.xHeight() / 2;
  double x = edge;
  for (const bool positive : {true, false}) {
    painter.setPen(QPen(signColor(positive ? 1 : -1, style_), 4, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(x, middle), QPointF(x + 20, middle));
    painter.setPen(style_.mutedText);
    const QString word = positive ? tr("positive") : tr("negative");
    painter.drawText(QPointF(x + 26, baseline), word);
    x += 26 + metrics.horizontalAdvance(word) + 2 * gap;
  }
  QString words = tr("The thickest line is a weight of size %1.").arg(readableNumber(heaviest_, 3));
  if (scene_.fields->problem->experiment.dataset.flag("standardize"))
    words += QLatin1Char(' ') + tr("Inputs are standardised.");
  if (scene_.fields->layers.front().units > 2) words.prepend(whatVaries(scene_) + QLatin1Char(' '));
  painter.drawText(QPointF(x, baseline), metrics.elidedText(words, Qt::ElideRight, width() - edge - x));
}

std::vector<ReadoutRow> NetworkView::readoutRows() const {
  if (!chosen_ || isEmpty()) return {};
  const UnitFields& fields = *scene_.fields;
  std::vector<ReadoutRow> rows;
  if (const Index index = weightOf(fields, *chosen_); index >= 0) {
    const double value = fields.weights[index];
    rows.push_back({signColor(value > 0 ? 1 : -1, style_),
                    QString::fromStdString(weightWords(*fields.problem->model, index, endNames(scene_)).name),
                    readableNumber(value)});
  }
  if (chosen_->isLine()) return rows;
  if (chosen_->layer == 0) rows.push_back({{}, drawnInputNames(scene_).value(chosen_->unit), {}});
  const auto given = fields.layers[chosen_->layer].values.col(chosen_->unit);
  const double low = given.minCoeff(), high = given.maxCoeff();
  if (chosen_->layer == 0 && low == high)
    rows.push_back({{}, tr("stays at its training mean here"), {}});
  else if (low == high && high == 0 && chosen_->layer + 1 < layout_.layers())
    rows.push_back({{}, tr("silent: gives 0 everywhere here"), {}});
  else
    rows.push_back({{}, tr("gives"), tr("%1 … %2").arg(readableNumber(low, 3), readableNumber(high, 3))});
  return rows;
}

QStringList NetworkView::readout() const {
  QStringList lines;
  for (const ReadoutRow& row : readoutRows())
    lines += row.value.isEmpty() ? row.label : row.label + QLatin1Char(' ') + row.value;
  return lines;
}

void NetworkView::paintChoice(QPainter& painter) const {
  if (!chosen_) return;
  QPointF anchor = layout_.tile(chosen_->layer, chosen_->unit).center();
  if (chosen_->isLine()) {
    anchor = layout_.line(*chosen_).pointAtPercent(0.5);
  } else {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style_.text, 2));
    painter.drawRect(layout_.tile(chosen_->layer, chosen_->unit).adjusted(-2, -2, 2, 2));
    anchor.rx() += layout_.side(chosen_->layer) / 2;
  }
  paintReadout(painter, rect(), anchor, readoutRows(), style_);
}

QString NetworkView::asText() const {
  if (isEmpty()) return {};
  QString text;
  const Model& model = *scene_.fields->problem->model;
  for (Index i = 0; i < model.weightCount(); ++i)
    text += QString::fromStdString(weightName(model, i)) + QLatin1Char('\t') +
            QString::number(scene_.fields->weights[i], 'g', 17) + QLatin1Char('\n');
  return text;
}

void NetworkView::choose(std::optional<NetworkPlace> place) {
  if (place == chosen_) return;
  chosen_ = place;
  setAccessibleDescription(readout().join(QStringLiteral(", ")));
  update();
}

void NetworkView::mouseMoveEvent(QMouseEvent* event) {
  if (!isEmpty()) choose(layout_.placeAt(event->position(), reach));
}

void NetworkView::leaveEvent(QEvent*) { choose(std::nullopt); }
void NetworkView::focusOutEvent(QFocusEvent*) { choose(std::nullopt); }

void NetworkView::keyPressEvent(QKeyEvent* event) {
  const QPointF direction = arrowDirection(*event);
  if (direction.isNull() || isEmpty()) return QWidget::keyPressEvent(event);
  NetworkPlace place = chosen_.value_or(NetworkPlace{});
  if (chosen_ && direction.x() < 0 && place.layer > 0) --place.layer;
  if (chosen_ && direction.x() > 0 && place.layer + 1 < layout_.layers()) ++place.layer;
  if (chosen_) place.unit -= static_cast<Index>(direction.y());
  place.unit = std::clamp<Index>(place.unit, 0, layout_.units(place.layer) - 1);
  place.from = -1;
  choose(place);
}

bool NetworkView::event(QEvent* event) { return takesArrowKey(*event) || QWidget::event(event); }

}  // namespace lossarium::ui
