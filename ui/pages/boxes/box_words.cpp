#include "ui/pages/boxes/box_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace lossarium::ui {
namespace {

struct BoxWords {
  Q_DECLARE_TR_FUNCTIONS(lossarium::ui::BoxWords)
};

QString orderWords(bool across, bool up, bool byCentre) {
  if (byCentre) {
    const QString what = across && up ? BoxWords::tr("w and h are below 0")
                         : across     ? BoxWords::tr("w is below 0")
                                      : BoxWords::tr("h is below 0");
    return BoxWords::tr("%1: turned over, the box is as large without the sign.").arg(what);
  }
  const QString what = across && up ? BoxWords::tr("x1 > x2 and y1 > y2")
                       : across     ? BoxWords::tr("x1 > x2")
                                    : BoxWords::tr("y1 > y2");
  return BoxWords::tr("%1: the box is what its corners span.").arg(what);
}

QString degenerateWords(const Eigen::Vector4d& box, bool byCentre) {
  if (!box.allFinite()) return BoxWords::tr("not finite, so there is no box.");
  const bool noWidth = box[0] == box[2], noHeight = box[1] == box[3];
  if (noWidth && noHeight) return BoxWords::tr("a point, without area. Its IoU is 0, but 1 with itself.");
  if (noWidth || noHeight)
    return BoxWords::tr("a line, without area. Its IoU is 0; its slope is that of a box about to open.");
  const bool across = box[0] > box[2], up = box[1] > box[3];
  return across || up ? orderWords(across, up, byCentre) : QString();
}

}  // namespace

QString degenerateWords(const Eigen::Vector4d& target, const Eigen::Vector4d& prediction, bool byCentre) {
  QStringList sentences;
  if (const QString what = degenerateWords(target, byCentre); !what.isEmpty())
    sentences += BoxWords::tr("Target: %1").arg(what);
  if (const QString what = degenerateWords(prediction, byCentre); !what.isEmpty())
    sentences += BoxWords::tr("Prediction: %1").arg(what);
  return sentences.join(QLatin1Char(' '));
}

QString absenceWords(GradientAbsence absence) {
  switch (absence) {
    case GradientAbsence::none:
      return {};
    case GradientAbsence::noCommonArea:
      return BoxWords::tr("no common area");
    case GradientAbsence::atMinimum:
      return BoxWords::tr("at its minimum");
    case GradientAbsence::flat:
      return BoxWords::tr("no slope in this place");
  }
  return {};
}

}  // namespace lossarium::ui
