#include "ui/plots/surface_text.h"

#include <QCoreApplication>

namespace lossarium::ui {
namespace {

struct SurfaceText {
  Q_DECLARE_TR_FUNCTIONS(lossarium::ui::SurfaceText)
};

/// Two digits: it is the size that matters.
QString roughNumber(double value) { return readableNumber(QString::number(value, 'g', 2).toDouble(), 2); }

}  // namespace

QString lossAxisTitle(const SurfaceScene& scene, const LossScale& scale) {
  if (!scene.logarithmic || !scale.isLogarithmic()) return scene.lossTitle;
  return SurfaceText::tr("%1, log scale").arg(scene.lossTitle);
}

QString cutNote(const LossScale& scale) {
  if (!scale.isValid() || !scale.isCut()) return {};
  return SurfaceText::tr("Cut off at %1; it goes on up to %2")
      .arg(roughNumber(scale.maximum()), roughNumber(scale.highest()));
}

QStringList lossTickLabels(const LossScale& scale) {
  return scale.isLogarithmic() ? logTickLabels(scale.ticks()) : tickLabels(scale.ticks());
}

std::vector<ReadoutRow> readoutRows(const SurfaceScene& scene, const Eigen::Vector3d& point) {
  return {{QColor(), scene.aTitle, readableNumber(point.x())},
          {QColor(), scene.bTitle, readableNumber(point.y())},
          {QColor(), scene.lossTitle, readableNumber(point.z())}};
}

}  // namespace lossarium::ui
