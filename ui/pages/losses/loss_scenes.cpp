#include "ui/pages/losses/loss_scenes.h"

#include "core/training/recorded_run.h"
#include "ui/pages/losses/loss_samples.h"
#include "ui/plots/plot_marks.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium::ui {
namespace {

constexpr Index places = 801;
constexpr int bars = 48;
constexpr double certain = 0.004;     // how close to certainty a curve goes that leaves for infinity there
constexpr double visibleJump = 1e-3;  // of a curve's height

QString tr(const char* text) { return QCoreApplication::translate("Losses", text); }
// A jump is a gap, not a steep line.
QVector<QPointF> pointsOf(const Profile& profile, const Vector& y) {
  const double height = y.maxCoeff() - y.minCoeff();
  QVector<QPointF> points;
  points.reserve(y.size() + static_cast<qsizetype>(profile.breaks.size()));
  auto next = profile.breaks.begin();
  for (Index i = 0; i < y.size(); ++i) {
    points.emplaceBack(profile.x[i], y[i]);
    if (next == profile.breaks.end() || *next != i) continue;
    ++next;
    if (std::abs(y[i + 1] - y[i]) > visibleJump * height)
      points.emplaceBack(0.5 * (profile.x[i] + profile.x[i + 1]), std::numeric_limits<double>::quiet_NaN());
  }
  return points;
}

// With what was turned away from its default.
QString shownName(const Choice& choice, const LossSpec& spec) {
  QString name = words(nameOf(spec));
  for (const ParameterSpec& parameter : spec.parameters) {
    const std::string key(parameter.id);
    if (!choice.has(key)) continue;
    const double value = choice.real(key);
    if (parameter.mayBeAbsent || value != parameter.initial)
      name +=
          QLatin1Char(' ') + words(parameter.label).toLower() + QLatin1Char(' ') + readableNumber(value, 3);
  }
  return name;
}

struct Drawing {
  const LossSelection& selection;
  const PlotStyle& style;
  LossScenes scenes;

  void add(const Loss& loss, const QString& name, const QColor& color, bool strong, bool pale) {
    const AxisView& view = selection.view();
    const ProfileAxisSpec& axis = profileAxisSpec(selection.axis());
    const double from = axis.bounded ? std::max(view.from, axis.from + certain) : view.from;
    const double to = axis.bounded ? std::min(view.to, axis.to - certain) : view.to;
    const Profile profile = lossProfile(loss, selection.axis(), selection.ground, from, to, places);
    const auto curve = [&](const Vector& y) {
      return FunctionCurve{name, color, pointsOf(profile, y), strong, pale};
    };
    scenes.value.curves.push_back(curve(profile.value));
    scenes.slope.curves.push_back(curve(profile.slope));
    scenes.curvature.curves.push_back(curve(profile.curvature));
  }

  template <class Act>
  void each(const Act& act) {
    for (FunctionScene* scene : {&scenes.value, &scenes.slope, &scenes.curvature}) act(*scene);
  }
};

const ParameterSpec* familyParameter(const LossSelection& selection) {
  for (const ParameterSpec& parameter : selection.spec().parameters)
    if (parameter.id == selection.family()) return &parameter;
  return nullptr;
}

// Relatives from light to dark (on dark paper the other way round), so that each can be told from the next.
QColor shaded(const QColor& color, double rank, const PlotStyle& style) {
  return rank < 0.5 ? mixed(style.background, color, 0.45 + 0.9 * rank)
                    : mixed(color, style.text, 1.1 * (rank - 0.5));
}

void addFamily(Drawing& drawing, const QColor& color) {
  const LossSelection& selection = drawing.selection;
  const ParameterSpec* parameter = familyParameter(selection);
  if (!parameter) return;
  const Choice& own = selection.choice(selection.current());
  const std::vector<double> values = familyValues(*parameter);
  int number = 0;
  bool first = true;
  for (const double value : values) {
    Choice relative = own;
    relative.parameters[std::string(parameter->id)] = value;
    const double rank = static_cast<double>(++number) / static_cast<double>(values.size() + 1);
    if (relative == own) continue;
    const QString spelt = value == -infinity ? QStringLiteral("−∞") : readableNumber(value, 3);
    drawing.add(*makeLoss(relative),
                first ? words(parameter->label).toLower() + QLatin1Char(' ') + spelt : spelt,
                shaded(color, rank, drawing.style), false, true);
    first = false;
  }
}

void addZones(Drawing& drawing, const Loss& loss) {
  const AxisView& view = drawing.selection.view();
  for (const ProfileZone& zone :
       profileZones(loss, drawing.selection.axis(), drawing.selection.ground, view.from, view.to)) {
    const bool flat = zone.kind == ProfileZone::Kind::flat;
    const FunctionZone shown{zone.from, zone.to, flat ? tr("no gradient") : tr("linear"), flat};
    drawing.scenes.value.zones.push_back(shown);
    drawing.scenes.slope.zones.push_back({zone.from, zone.to, {}, flat});
  }
}

FunctionSamples samplesOf(const LossSamples& samples, const AxisView& view) {
  FunctionSamples shown;
  if (samples.places.size() == 0) return shown;
  shown.from = view.from;
  shown.width = (view.to - view.from) / bars;
  shown.shares.fill(0, bars);
  shown.pulls.fill(0, bars);
  const double all = samples.pulls.sum(), count = static_cast<double>(samples.places.size());
  for (Index i = 0; i < samples.places.size(); ++i) {
    const double place = samples.places[i];
    if (!(place >= view.from && place <= view.to)) continue;
    shown.places.append(place);
    const auto bar = std::min<qsizetype>(bars - 1, static_cast<qsizetype>((place - view.from) / shown.width));
    shown.shares[bar] += 1 / count;
    if (all > 0) shown.pulls[bar] += samples.pulls[i] / all;
  }
  return shown;
}

double nameWidth(const LossScenes& scenes, const PlotStyle& style) {
  const QFontMetricsF metrics(style.font);
  double width = 0;
  for (const FunctionCurve& curve : scenes.value.curves)
    width = std::max(width, metrics.horizontalAdvance(curve.name));
  return std::min(width, 9.0 * style.font.pixelSize()) + 14;
}

QString yTitle(const QString& what, const LossSelection& selection) {
  return tr("%1 %2").arg(what, words(profileAxisSpec(selection.axis()).slopeBy));
}

}  // namespace

QColor colorOfLoss(const LossSelection& selection, const std::string& id, const PlotStyle& style) {
  const auto slot = selection.slot(id);
  return slot ? runColor(static_cast<int>(*slot), style.dark) : style.mutedText;
}

LossScenes lossScenes(const LossSelection& selection, const LossSamples& samples, const PlotStyle& style) {
  Drawing drawing{selection, style, {}};
  for (const std::string& id : selection.drawn()) {
    const auto loss = makeLoss(selection.choice(id));
    const bool current = id == selection.current();
    const QColor color = colorOfLoss(selection, id, style);
    if (current) addFamily(drawing, color);
    drawing.add(*loss, shownName(selection.choice(id), loss->spec()), color, current, false);
    if (!current) continue;
    addZones(drawing, *loss);
    if (selection.showSamples) drawing.scenes.value.samples = samplesOf(samples, selection.view());
    drawing.scenes.value.pullColor = color;
  }
  const double width = nameWidth(drawing.scenes, style);
  drawing.each([&](FunctionScene& scene) {
    scene.from = selection.view().from;
    scene.to = selection.view().to;
    scene.marker = selection.view().marker;
    scene.nameWidth = width;
    scene.named = false;
  });
  drawing.scenes.value.named = true;
  drawing.scenes.value.logarithmic = selection.logarithmic;
  drawing.scenes.value.yTitle = selection.logarithmic ? tr("value, logarithmic") : tr("value");
  drawing.scenes.slope.yTitle = yTitle(tr("slope"), selection);
  drawing.scenes.curvature.yTitle = yTitle(tr("curvature"), selection);
  drawing.scenes.curvature.xTitle = words(profileAxisSpec(selection.axis()).label);
  return drawing.scenes;
}

std::vector<LossReading> lossReadings(const LossSelection& selection, const PlotStyle& style) {
  std::vector<LossReading> readings;
  for (const std::string& id : selection.drawn()) {
    const auto loss = makeLoss(selection.choice(id));
    readings.push_back({shownName(selection.choice(id), loss->spec()), colorOfLoss(selection, id, style),
                        profileAt(*loss, selection.axis(), selection.ground, selection.view().marker),
                        id == selection.current()});
  }
  return readings;
}

QString markerText(const LossSelection& selection) {
  const QString x = numberText(selection.view().marker, 3);
  switch (selection.axis()) {
    case ProfileAxis::residual:
      return tr("at r = %1").arg(x);
    case ProfileAxis::prediction:
      return tr("at prediction %1").arg(x);
    case ProfileAxis::margin:
      return tr("at margin m = %1").arg(x);
    case ProfileAxis::logit:
    case ProfileAxis::lead:
      return tr("at logit %1").arg(x);
    case ProfileAxis::probability:
    case ProfileAxis::trueProbability:
      return tr("at probability %1").arg(x);
    case ProfileAxis::shift:
      return tr("at shift %1").arg(x);
    case ProfileAxis::width:
      return tr("at width %1").arg(x);
  }
  return {};
}

QString samplesCaption(const LossSelection& selection, const LossSamples& samples, const RunFrame* frame) {
  if (!selection.showSamples || !frame || selection.task() == Task::boxes) return {};
  if (samples.places.size() == 0)
    return tr("The present experiment is of another kind (%1), so its samples have no place here.")
        .arg(words(toText(frame->problem->dataset->task)));
  const Index half = samplesWithHalfThePull(samples.pulls);
  const QString name = words(nameOf(selection.spec()));
  const AxisView& view = selection.view();
  const Index outside = ((samples.places.array() < view.from) || (samples.places.array() > view.to)).count();
  QString text = tr("Grey bars: where the %1 training samples of the present run sit; coloured: who pulls.")
                     .arg(samples.places.size());
  text += half ? tr(" Under %1 half of the pull comes from %2 of them.").arg(name).arg(half)
               : tr(" Under %1 none of them pulls.").arg(name);
  if (outside) text += tr(" %1 lie beyond this stretch: <a href=\"all\">show them</a>.").arg(outside);
  return text;
}

std::string lossTable(const LossSelection& selection) {
  std::string table(profileAxisSpec(selection.axis()).id);
  std::vector<std::unique_ptr<const Loss>> losses;
  for (const std::string& id : selection.drawn()) {
    losses.push_back(makeLoss(selection.choice(id)));
    std::string name = id;
    for (const auto& [key, value] : selection.choice(id).parameters) name += " " + key + "=" + toText(value);
    for (const char* what : {"value", "slope", "curvature"}) table += "," + name + " " + what;
  }
  table += "\n";
  for (const double place : Vector::LinSpaced(places, selection.view().from, selection.view().to)) {
    table += toText(place);
    for (const auto& loss : losses) {
      const ProfilePoint point = profileAt(*loss, selection.axis(), selection.ground, place);
      for (const double number : {point.value, point.slope, point.curvature}) table += "," + toText(number);
    }
    table += "\n";
  }
  return table;
}

}  // namespace lossarium::ui
