#include "app/cli/loss_scenes.h"

#include "core/losses/loss.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossarium::cli {
namespace {

constexpr double reach = 3;  // in units of the outermost kink
constexpr Index samples = 601;

double widthOf(const Loss& loss) {
  double outermost = 0;
  for (const double kink : loss.kinks()) outermost = std::max(outermost, std::abs(kink));
  return outermost > 0 ? reach * outermost : reach;
}

// Even steps, and both sides of each kink.
Vector residualsFor(const Loss& loss) {
  const double width = widthOf(loss), near = 1e-9 * width;
  std::vector<double> places;
  for (const double place : Vector::LinSpaced(samples, -width, width)) places.push_back(place);
  for (const double kink : loss.kinks()) {
    std::erase_if(places, [&](double place) { return std::abs(place - kink) <= near; });
    places.insert(places.end(), {kink - near, kink + near});
  }
  std::sort(places.begin(), places.end());
  return Eigen::Map<const Vector>(places.data(), static_cast<Index>(places.size()));
}

// A jump is a gap, not a steep line.
QVector<QPointF> withGaps(const Vector& x, const Vector& y, double narrow) {
  const double height = y.maxCoeff() - y.minCoeff();
  QVector<QPointF> points;
  for (Index i = 0; i < x.size(); ++i) {
    const bool jump = i > 0 && x[i] - x[i - 1] < narrow && std::abs(y[i] - y[i - 1]) > 1e-3 * height;
    if (jump) points.emplaceBack(x[i], std::numeric_limits<double>::quiet_NaN());
    points.emplaceBack(x[i], y[i]);
  }
  return points;
}

ui::CurveScene sceneOf(const QString& name, const QString& yTitle, QVector<QPointF> points,
                       const QColor& color) {
  ui::CurveScene scene;
  scene.curves.push_back({name, color, Qt::SolidLine, std::move(points)});
  scene.xTitle = QStringLiteral("residual r = prediction − target");
  scene.yTitle = yTitle;
  return scene;
}

QString textOf(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString titleOf(const LossSpec& spec, const Choice& choice) {
  QString title = textOf(spec.title) + QStringLiteral(": ") + textOf(spec.formula);
  for (const auto& [name, value] : choice.parameters)
    title += QStringLiteral(", ") + textOf(name) + QStringLiteral(" = ") + textOf(toText(value));
  return title;
}

}  // namespace

LossScenes lossScenes(const Choice& choice, const ui::PlotStyle& style) {
  const auto made = makeLoss(choice);
  const Loss& loss = *made;
  const Vector x = residualsFor(loss), target = Vector::Zero(x.size());
  Vector value(x.size()), slope(x.size());
  loss.evaluate({.rows = x.size(),
                 .stride = x.size(),
                 .targetStride = x.size(),
                 .prediction = x.data(),
                 .target = target.data(),
                 .value = value.data(),
                 .slope = slope.data()});
  const double narrow = 1e-6 * widthOf(loss);
  const QString title = titleOf(loss.spec(), choice);
  return {sceneOf(QStringLiteral("value"), title, withGaps(x, value, narrow), style.accent),
          sceneOf(QStringLiteral("slope"), QStringLiteral("Its slope"), withGaps(x, slope, narrow),
                  ui::runColor(0, style.dark))};
}

}  // namespace lossarium::cli
