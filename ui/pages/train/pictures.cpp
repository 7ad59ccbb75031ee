#include "ui/pages/train/pictures.h"

#include "ui/plots/contour_map.h"

#include <QPainter>

namespace lossarium::ui {

// A chart of its own, laid out for the area, so that the view in the window stays as it is.
void paintContourMap(QPainter& painter, const QRectF& area, const SurfaceScene& scene,
                     const PlotStyle& style) {
  ContourMap map;
  map.setImmediate(true);
  map.setPlotStyle(style);
  map.resize(area.size().toSize());
  map.setScene(scene);
  map.setAttribute(Qt::WA_DontShowOnScreen);
  map.show();  // charts lay themselves out when they are shown
  map.QGraphicsView::render(&painter, area, map.viewport()->rect());
}

}  // namespace lossarium::ui
