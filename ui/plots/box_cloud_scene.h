// Many detections at once: where objects are said to be, where a detector put them, and where a run has moved
// them.
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>
#include <QVector>

#include <vector>

namespace lossarium::ui {

/// One row. Rectangles are in the data's own units, from the corner with the smaller coordinates.
struct Detection {
  QString object = {};  ///< its number
  QRectF target = {};
  QRectF detected = {};  ///< where the run began
  bool training = true;  ///< else of the validation rows,
  bool test = false;     ///< or of the test rows

  bool operator==(const Detection&) const = default;
};

/// In the place of a box that is not finite; one without area is there.
inline const QRectF noBox{0, 0, -1, -1};
inline bool isThere(const QRectF& box) { return box.width() >= 0; }

/// What one run makes of the rows.
struct BoxFit {
  QVector<QRectF> boxes;  ///< of each row, or fewer; noBox where a prediction is not finite
  QColor color;           ///< invalid: the accent
  QString letter;         ///< of one of several runs
  bool chosen = true;     ///< it is drawn last, and filled
};

struct BoxCloudScene {
  std::vector<Detection> rows;  ///< training rows first
  std::vector<BoxFit> fits;
  QVector<double> iou;   ///< of the chosen fit, of each row; or fewer
  QVector<double> loss;  ///< what each training row costs, or empty
  QVector<double> pull;  ///< the size of that loss' slope, or empty
  QString xTitle;
  QString yTitle;
  QString caption;
  QRectF range;  ///< that is shown at least, y upwards
};

}  // namespace lossarium::ui
