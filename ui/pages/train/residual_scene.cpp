#include "ui/pages/train/residual_scene.h"

#include "core/base/number_text.h"
#include "core/losses/loss_area.h"
#include "core/losses/rate.h"
#include "core/objectives/classification.h"
#include "ui/widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace lossarium::ui {
namespace {

constexpr std::size_t mostGlyphs = 300;

QString tr(const char* text) { return QCoreApplication::translate("Scenes", text); }

// The shown rows that have a glyph, the costliest first.
std::vector<Index> costliest(const Vector& loss) {
  std::vector<Index> rows(static_cast<std::size_t>(loss.size()));
  std::iota(rows.begin(), rows.end(), Index{0});
  std::erase_if(rows, [&](Index row) { return !std::isfinite(loss[row]); });
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(mostGlyphs, rows.size()));
  std::partial_sort(rows.begin(), end, rows.end(),
                    [&](Index one, Index other) { return loss[one] > loss[other]; });
  rows.erase(end, rows.end());
  return rows;
}

LossAreas areasOf(const RunFrame& frame) {
  const Matrix& target = frame.problem->training->samples().target;
  const Vector shown = target(Eigen::seq(0, target.rows() - 1, frame.shownStride), 0);
  return lossAreas(*frame.problem->loss, frame.trainingPrediction.col(0), shown, frame.trainingLoss);
}

QString onlySome(const RunFrame& frame) {
  if (frame.trainingLoss.size() <= static_cast<Index>(mostGlyphs)) return {};
  return tr("Only the %1 costliest have one. ").arg(mostGlyphs);
}

QString meaningOfAreas(const RunFrame& frame) {
  const LossAreas areas = areasOf(frame);
  const LossSpec& spec = frame.problem->loss->spec();
  const QString costs = spec.rootOfMean ? tr("adds under the root") : tr("costs");
  if (!areas.squares)
    return tr("Each strip’s area is what the row %1, its width what a unit of the residual does. ")
               .arg(costs) +
           onlySome(frame);
  return tr("Each area is what the row %1; a square of side 1 is a loss of %2. ")
             .arg(costs, QString::fromStdString(readableSetting(areas.costOfUnit))) +
         onlySome(frame);
}

}  // namespace

LossGlyphs lossGlyphs(const RunFrame& frame, const QVector<QPointF>& points) {
  const LossAreas areas = areasOf(frame);
  const Vector fit = inTargetUnits(frame.problem->loss->spec(), frame.trainingPrediction).col(0);
  LossGlyphs glyphs{.squares = areas.squares};
  for (const Index row : costliest(frame.trainingLoss))
    if (row < points.size()) glyphs.glyphs.push_back({points[row], fit[row], areas.width[row]});
  return glyphs;
}

void addResiduals(DataScene& scene, const RunFrame& frame, ResidualPicture picture) {
  switch (picture) {
    case ResidualPicture::pull:
      scene.residuals = ResidualLines::byPull;
      if (frame.problem->model->featureCount() == 1)
        scene.caption += tr("The thicker a residual, the harder it pulls. ");
      return;
    case ResidualPicture::loss:
      scene.residuals = ResidualLines::thin;
      scene.lossGlyphs = lossGlyphs(frame, scene.training);
      scene.caption += meaningOfAreas(frame);
      return;
    case ResidualPicture::none:
      scene.residuals = ResidualLines::none;
      return;
  }
}

void addShareBars(ClassScene& scene, const RunFrame& frame, ResidualPicture picture) {
  if (picture != ResidualPicture::loss) return;
  const Matrix shares = classShares(frame.trainingPrediction);
  const std::vector<Index> rows = costliest(frame.trainingLoss);
  const double most = rows.empty() ? 0 : frame.trainingLoss[rows.front()];
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const ClassPoint& point = scene.points[static_cast<std::size_t>(*row)];
    const double cost = most > 0 ? frame.trainingLoss[*row] / most : 0;
    scene.bars.push_back({point.place, shares(*row, point.label), cost});
  }
  scene.caption += tr(
      "Bars: filled is the share that the true class is given; what is missing is the redder, the more the "
      "row costs. Where it is crowded only the costliest have one. ");
}

}  // namespace lossarium::ui
